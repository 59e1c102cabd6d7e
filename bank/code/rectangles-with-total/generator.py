"""Makes large grids; counts come from sorted prefix sums, or from counting where the grid is built to be counted."""

import random
from bisect import bisect_left
from itertools import accumulate


def counted(grid, target):
    """Pairs of prefix sums that differ by the target, found by sorting and bisection in each band."""
    if len(grid) > len(grid[0]):
        grid = [list(column) for column in zip(*grid)]
    found = 0
    for first in range(len(grid)):
        sums = [0] * len(grid[0])
        for line in grid[first:]:
            sums = [above + value for above, value in zip(sums, line)]
            prefixes = list(accumulate(sums, initial=0))
            order = sorted((value, place) for place, value in enumerate(prefixes))
            for place, value in enumerate(prefixes):
                # Later places whose prefix is greater by the target.
                wanted = value + target
                low = bisect_left(order, (wanted, place + 1))
                if low < len(order) and order[low][0] == wanted:
                    found += bisect_left(order, (wanted + 1, 0)) - low
    return found


def rectangles(rows, columns):
    """How many rectangles a grid has."""
    return rows * (rows + 1) // 2 * (columns * (columns + 1) // 2)


def generate(arguments):
    """Arguments: the shape, rows, columns, the greatest value or what fills it, the target, the seed."""
    shape, rows, columns, most, target, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape in ("one-value", "one-less"):
        # Every rectangle of as many cells as the target takes.
        grid = [[most] * columns for _ in range(rows)]
        if most == 0:
            return [grid, target], rectangles(rows, columns) if target == 0 else 0
        cells = target // most
        sides = [
            (high, cells // high)
            for high in range(1, rows + 1)
            if cells % high == 0 and 1 <= cells // high <= columns
        ]
        found = sum((rows - high + 1) * (columns - wide + 1) for high, wide in sides)
        if shape == "one-less":
            # The corner lacks one, so that of each form the one at the corner drops out.
            grid[0][0] -= 1
            found -= len(sides)
        return [grid, target], found
    if shape == "stripes":
        # Columns of +1 and -1 in turn: only an even width cancels.
        grid = [[most if column % 2 == 0 else -most for column in range(columns)] for _ in range(rows)]
        even = sum(columns - width + 1 for width in range(2, columns + 1, 2))
        return [grid, 0], rows * (rows + 1) // 2 * even
    grid = [[rng.randint(-most, most) for _ in range(columns)] for _ in range(rows)]
    return [grid, target], counted(grid, target)

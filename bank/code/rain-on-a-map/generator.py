"""Makes maps; the water is worked out by flooding basins from below, lowest square first."""

import random


def water(heights):
    """Squares by height, joined to lower neighbours; a basin stands until it joins the outside."""
    rows, columns = len(heights), len(heights[0])
    outside = rows * columns
    ground = [height for line in heights for height in line]
    owner = list(range(outside + 1))
    squares, grounds = [1] * outside + [0], [*ground, 0]

    def root(place):
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    result = 0
    shown = [False] * outside
    for place in sorted(range(outside), key=ground.__getitem__):
        shown[place] = True
        row, column = divmod(place, columns)
        near = []
        if row in (0, rows - 1) or column in (0, columns - 1):
            near.append(outside)
        near += [place - columns] if row else []
        near += [place + columns] if row < rows - 1 else []
        near += [place - 1] if column else []
        near += [place + 1] if column < columns - 1 else []
        for other in near:
            if other != outside and not shown[other]:
                continue
            a, b = root(place), root(other)
            if a == b:
                continue
            out = root(outside)
            if out in (a, b):
                # The basin has found its way out at this height.
                basin = b if out == a else a
                result += ground[place] * squares[basin] - grounds[basin]
                owner[basin] = out
            else:
                owner[a] = b
                squares[b] += squares[a]
                grounds[b] += grounds[a]
    return result


def generate(arguments):
    """Arguments: the shape, rows, columns, the greatest height, the seed."""
    shape, rows, columns, most, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    heights = [[rng.randint(-most, most) for _ in range(columns)] for _ in range(rows)]
    if shape == "rims":
        # Rims one in another, higher towards the middle or lower, each with one gap.
        for ring in range((min(rows, columns) + 1) // 2):
            level = rng.randint(-most, most)
            squares = [
                (r, c)
                for r in range(ring, rows - ring)
                for c in ((ring, columns - 1 - ring) if ring < r < rows - 1 - ring else range(ring, columns - ring))
            ]
            for r, c in squares:
                heights[r][c] = level
            r, c = rng.choice(squares)
            heights[r][c] = max(-most, level - rng.randint(0, most // 9))
    elif shape == "winding":
        # One corridor between high walls that bends at nearly every step, in bands from the top to the bottom.
        heights = [[most - rng.randint(0, 9) for _ in range(columns)] for _ in range(rows)]
        across = (columns - 1) // 2 - (1 - (columns - 1) // 2 % 2)
        way = [(0, 1)]
        for band in range((rows - 1) // 4):
            for step in range(across):
                column = step if band % 2 == 0 else across - 1 - step
                for half in (0, 1) if step % 2 == 0 else (1, 0):
                    way.append((4 * band + 2 * half + 1, 2 * column + 1))
        for (r, c), (row, column) in zip(way, way[1:]):
            heights[r][c] = rng.randint(-most, most // 2)
            heights[(r + row) // 2][(c + column) // 2] = rng.randint(-most, most // 2)
        heights[way[-1][0]][way[-1][1]] = -most
    return [heights], water(heights)

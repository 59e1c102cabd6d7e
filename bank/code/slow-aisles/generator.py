"""Makes halls; the answer comes from a flood that stands still for four seconds before it fills a slow cell."""

import random


def flooded(hall):
    """The second in which the flood from the start reaches the goal, or -1."""
    rows, columns = len(hall), len(hall[0])
    dry = {(r, c) for r in range(rows) for c in range(columns) if hall[r][c] != "#"}
    start = next(cell for cell in dry if hall[cell[0]][cell[1]] == "S")
    dry.discard(start)
    # What gets wet after this second, and after the next ones.
    coming = [[start], [], [], [], [], []]
    second = 0
    while any(coming):
        for r, c in coming.pop(0):
            if hall[r][c] == "G":
                return second
            for cell in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                if cell in dry:
                    dry.discard(cell)
                    coming[4 if hall[cell[0]][cell[1]] == "~" else 0].append(cell)
        coming.append([])
        second += 1
    return -1


def draw(shape, rows, columns, rng):
    """The hall as lists of characters."""
    if shape == "aisles":
        # Every second row is a shelf with one gap, right and left in turn.
        hall = [["#" if r % 2 else rng.choice("...~") for _ in range(columns)] for r in range(rows)]
        for r in range(1, rows, 2):
            hall[r][columns - 1 if r % 4 == 1 else 0] = "."
        hall[0][0], hall[(rows - 1) // 2 * 2][columns // 2] = "S", "G"
        return hall
    if shape == "combed":
        # Quick columns with slow ones between, joined by the first row: all are travelled at the same time.
        hall = [["~" if r and c % 2 else "." for c in range(columns)] for r in range(rows)]
        hall[0][0], hall[-1][-1] = "S", "G"
        return hall
    kinds = {"half": "~~~~~~~.....##", "across": "...#"}.get(shape, ".......~~~###")
    hall = [[rng.choice(kinds) for _ in range(columns)] for _ in range(rows)]
    if shape == "across":
        # A band of slow cells from side to side, wide here and narrow there.
        for c in range(columns):
            middle = rows // 2 + rng.randint(-2, 2)
            for r in range(middle - 1 - c % 7, middle + 1):
                hall[r][c] = "~"
    if shape == "walled":
        for r in range(rows):
            hall[r][columns // 2] = "#"
    for place in range(3):
        hall[0][place] = hall[place][0] = "."
        hall[-1][-1 - place] = hall[-1 - place][-1] = "."
    hall[0][0], hall[-1][-1] = "S", "G"
    return hall


def generate(arguments):
    """Arguments: the shape, rows, columns, the seed."""
    shape, rows, columns, seed = arguments[0], *map(int, arguments[1:])
    hall = ["".join(row) for row in draw(shape, rows, columns, random.Random(seed))]
    return [hall], flooded(hall)

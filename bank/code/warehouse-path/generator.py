"""Makes halls; the answer is found by spreading whole layers of cells."""

import random

STEPS = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
BELTS = {"^": "U", "v": "D", "<": "L", ">": "R"}


def find(hall, mark):
    """Where a mark stands."""
    return next((r, line.index(mark)) for r, line in enumerate(hall) if mark in line)


def shortest(hall):
    """A shortest way as letters, or nothing."""
    rows, columns = len(hall), len(hall[0])
    start, goal = find(hall, "S"), find(hall, "G")
    came = {start: ("", start)}
    layer = [start]
    while layer and goal not in came:
        following = []
        for here in layer:
            for move in BELTS.get(hall[here[0]][here[1]], "UDLR"):
                there = (here[0] + STEPS[move][0], here[1] + STEPS[move][1])
                inside = 0 <= there[0] < rows and 0 <= there[1] < columns
                if inside and hall[there[0]][there[1]] != "#" and there not in came:
                    came[there] = (move, here)
                    following.append(there)
        layer = following
    if goal not in came:
        return None
    way = []
    while goal != start:
        move, goal = came[goal]
        way.append(move)
    return "".join(reversed(way))


def draw(shape, rows, columns, rng):
    """The hall as lists of characters, start at the top left and goal at the bottom right."""
    if shape == "open":
        hall = [["."] * columns for _ in range(rows)]
    elif shape == "aisles":
        # Every second row is a shelf with one gap, right and left in turn.
        hall = [["#" if r % 2 else "."] * columns for r in range(rows)]
        for r in range(1, rows, 2):
            hall[r][columns - 1 if r % 4 == 1 else 0] = "."
    else:
        belts = "<>^v" * 3 if shape == "belts" else ">"
        kinds = "." * 60 + "#" * 22 + belts
        hall = [[rng.choice(kinds) for _ in range(columns)] for _ in range(rows)]
        for place in range(3):
            hall[0][place] = hall[place][0] = "."
            hall[-1][-1 - place] = hall[-1 - place][-1] = "."
    if shape == "walled":
        for r in range(rows):
            hall[r][columns // 2] = "#"
    hall[0][0], hall[-1][-1] = "S", "G"
    return hall


def generate(arguments):
    """Arguments: the shape, rows, columns, the seed."""
    shape, rows, columns, seed = arguments[0], *map(int, arguments[1:])
    hall = ["".join(line) for line in draw(shape, rows, columns, random.Random(seed))]
    way = shortest(hall)
    answer = "-1\n" if way is None else f"{len(way)}\n{way}\n"
    return "\n".join([f"{rows} {columns}", *hall]) + "\n", answer

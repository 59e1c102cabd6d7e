"""Makes modules of many shapes; loads them by recursion, in the statement's own words."""

import random
import sys


def shape(name, size, entries, rng):
    """The lists before numbers are shuffled; module 0 is loaded."""
    if name == "random":
        uses = [[] for _ in range(size)]
        for _ in range(entries):
            uses[rng.randrange(size)].append(rng.randrange(size))
        # Enough for most of them to be reached.
        uses[0] += rng.sample(range(size), min(size, 3))
        return uses
    if name == "chain":
        return [[i + 1] for i in range(size - 1)] + [[]]
    if name == "circle":
        return [[(i + 1) % size] for i in range(size)]
    if name == "fan":
        others = list(range(1, size))
        rng.shuffle(others)
        return [others] + [[0] for _ in range(size - 1)]
    # Rhombs: 3k uses 3k+1 and 3k+2, which both use 3k+3.
    uses = []
    for top in range(0, size - 3, 3):
        uses += [[top + 1, top + 2], [top + 3], [top + 3]]
    return uses + [[] for _ in range(size - len(uses))]


def generate(arguments):
    """Arguments: the shape, how many modules, how many entries (where random), the seed."""
    name, size, entries, seed = arguments[0], *map(int, arguments[1:4])
    rng = random.Random(seed)
    uses = shape(name, size, entries, rng)
    while name == "random" and sum(map(len, uses)) > 210_000:
        uses[rng.randrange(size)].clear()
    number = list(range(size))
    if seed:
        rng.shuffle(number)
    shuffled = [[] for _ in range(size)]
    for module, listed in enumerate(uses):
        shuffled[number[module]] = [number[used] for used in listed]

    sys.setrecursionlimit(size + 10_000)
    begun, finished = set(), []

    def load(module):
        begun.add(module)
        for used in shuffled[module]:
            if used not in begun:
                load(used)
        finished.append(module)

    load(number[0])
    return [shuffled, number[0]], finished

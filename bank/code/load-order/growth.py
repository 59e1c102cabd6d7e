"""Inputs of growing size for `load-order`."""

import random


def make(n, seed):
    """Half a chain through all modules, half random entries: n modules and entries in all."""
    rng = random.Random(seed)
    modules = max(1, n // 3)
    number = list(range(modules))
    rng.shuffle(number)
    uses = [[] for _ in range(modules)]
    for place in range(modules - 1):
        uses[number[place]].append(number[place + 1])
    for _ in range(n - 2 * modules):
        uses[rng.randrange(modules)].append(rng.randrange(modules))
    return [uses, number[0]]

"""Inputs of growing size for `cost-rollup`."""

import random


def make(n, seed):
    """A chain that turns left and right at random and ends in a full part: deep and wide, n jobs."""
    rng = random.Random(seed)
    chain = max(1, n // 2)
    entries = [rng.randint(-9, 99)]
    for _ in range(chain - 1):
        pair = [rng.randint(-9, 99), None]
        entries += pair if rng.randrange(2) else pair[::-1]
    entries += [rng.randint(-9, 99) for _ in range(n - chain)]
    return [entries]

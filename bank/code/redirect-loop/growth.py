"""Inputs of growing size for `redirect-loop`."""

import random


def make(n, seed):
    """A way through all n pages in random order, half of it before the loop."""
    rng = random.Random(seed)
    order = list(range(n))
    rng.shuffle(order)
    target = [-1] * n
    for page, following in zip(order, order[1:]):
        target[page] = following
    target[order[-1]] = order[n // 2]
    return [target, order[0]]

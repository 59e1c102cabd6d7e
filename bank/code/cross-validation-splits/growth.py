"""Makes a table of n rows with three labels, in no order, for five stratified splits."""

import random


def make(n, seed):
    """One call's arguments: scheme, k, column."""
    rng = random.Random(seed)
    return ["stratified", 5, [rng.randrange(3) for _ in range(n)]]

"""Makes a table of n rows with as many labels, in no order, for five stratified splits."""

import random


def make(n, seed):
    """One call's arguments: scheme, k, column."""
    rng = random.Random(seed)
    return ["stratified", 5, rng.sample(range(10**9), n)]

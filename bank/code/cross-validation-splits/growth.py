"""Makes a table of n rows with as many labels, in no order, for two stratified splits."""

import random


def make(n, seed):
    """One call's arguments: scheme, k, column."""
    rng = random.Random(seed)
    return ["stratified", 2, rng.sample(range(10**9), n)]

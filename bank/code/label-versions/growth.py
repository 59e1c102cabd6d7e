"""Inputs of one size for measuring growth: n corrections and freezes on n items."""

import random


def make(n, seed):
    """Four items are corrected over and over; questions to any version are measured."""
    rng = random.Random(seed)
    n = max(n, 4)
    prepare = [["LabelStore", [list(range(n))]]]
    for _ in range(n):
        prepare += [["correct", [rng.randrange(4), rng.randint(-(10**9), 10**9)]], ["freeze", []]]
    measure = []
    for _ in range(100):
        measure.append(["label", [rng.randrange(n), rng.randrange(n)]])
        measure.append(["label", [rng.randrange(4), rng.randrange(n)]])
    return {"prepare": prepare, "measure": measure}

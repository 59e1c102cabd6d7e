"""Inputs of one size for measuring growth: a ranking of n runs."""

import random


def make(n, seed):
    """n runs before; changes, each followed by two questions, are measured."""
    rng = random.Random(seed)

    def put(run):
        return ["put", [run, rng.randint(-(10**9), 10**9)]]

    prepare = [["LiveRanking", []]] + [put(run) for run in range(1, n + 1)]
    measure = []
    for _ in range(40):
        measure += [put(rng.randint(1, n)), ["at", [rng.randint(1, n)]], ["place", [rng.randint(1, n)]]]
    return {"prepare": prepare, "measure": measure}

"""Values in no order, all different for the most part."""

import random


def make(n, seed):
    """n values and a question before; more of them, each with a question after it, are measured."""
    rng = random.Random(seed)

    def add():
        return ["add", [rng.randint(-(10**9), 10**9)]]

    prepare = [["StreamingMedian", []]] + [add() for _ in range(n)] + [["median", []]]
    measure = []
    for _ in range(40):
        measure += [add(), ["median", []]]
    return {"prepare": prepare, "measure": measure}

"""Makes parcels and asks for the report."""

import random


def make(n, seed):
    """n parcels before; ten more with a report after each are measured."""
    rng = random.Random(seed)

    def add(place):
        actual = 1_760_000_000 + 40 * place + rng.random() * 600
        return ["add", [actual, actual + rng.gauss(45, 240)]]

    prepare = [["ArrivalReport", []]] + [add(place) for place in range(n)]
    measure = []
    for place in range(n, n + 10):
        measure += [add(place), ["report", []]]
    return {"prepare": prepare, "measure": measure}

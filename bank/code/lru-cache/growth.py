"""A full cache of n entries that is read and written all over."""

import random


def make(n, seed):
    """n entries before; gets and puts, every other put of what is not there, are measured."""
    rng = random.Random(seed)
    keys = rng.sample(range(10**12), n + 15)
    prepare = [["LruCache", [n]]] + [["put", [key, key % 1000]] for key in keys[:n]]
    measure = []
    for new in keys[n:]:
        for key in (rng.choice(keys[:n]), new):
            measure += [["get", [rng.choice(keys[:n])]], ["put", [key, 7]]]
    return {"prepare": prepare, "measure": measure}

"""A full cache of n entries that is read and written all over."""

import random


def make(n, seed):
    """n entries before; gets and puts, half of them of what is not there, are measured."""
    rng = random.Random(seed)
    keys = rng.sample(range(10**12), 2 * n)
    prepare = [["LruCache", [n]]] + [["put", [key, key % 1000]] for key in keys[:n]]
    measure = []
    for _ in range(30):
        measure += [["get", [rng.choice(keys[:n])]], ["put", [rng.choice(keys), 7]]]
    return {"prepare": prepare, "measure": measure}

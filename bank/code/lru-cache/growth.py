"""A full cache of n entries that is read and written all over."""

import random


def make(n, seed):
    """n entries before; gets and puts, every other put of what is not there, are measured."""
    rng = random.Random(seed)
    keys = rng.sample(range(10**12), n + 15)
    prepare = [["LruCache", [n]]] + [["put", [key, key % 1000]] for key in keys[:n]]
    # From all over the cache, so that two inputs of one size cost about the same.
    width = max(1, n // 45)
    known = [keys[n * i // 45 + rng.randrange(width)] for i in range(45)]
    rng.shuffle(known)
    measure = []
    for new in keys[n:]:
        for key in (known.pop(), new):
            measure += [["get", [known.pop()]], ["put", [key, 7]]]
    return {"prepare": prepare, "measure": measure}

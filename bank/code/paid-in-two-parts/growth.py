"""Payments of many amounts: the first half waits, the second half matches nearly all of it."""

import random


def make(n, seed):
    """n payments; the counterparts come in another order, a tenth of them fits nothing."""
    rng = random.Random(seed)
    total = 10**12
    waiting = [rng.randrange(total // 2) for _ in range((n + 1) // 2)]
    counterparts = [total - amount for amount in waiting[: n // 2]]
    for place in range(0, len(counterparts), 10):
        counterparts[place] = rng.randrange(total // 2)
    rng.shuffle(counterparts)
    return [waiting + counterparts, total]

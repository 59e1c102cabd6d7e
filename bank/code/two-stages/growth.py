"""Drawers in which every gain divides the target and no two multiply to it."""

import random

FACTORS = {2: 8, 3: 4, 5: 2, 7: 2, 11: 1, 13: 1, 17: 1, 19: 1, 23: 1, 29: 1, 31: 1, 37: 1}


def large_divisors():
    """The target, and its divisors above the root, each with both signs."""
    target, divisors = 1, [1]
    for prime, power in FACTORS.items():
        target *= prime**power
        divisors = [d * prime**k for d in divisors for k in range(power + 1)]
    return target, [sign * d for d in divisors if d * d > target for sign in (1, -1)]


TARGET, GAINS = large_divisors()


def make(n, seed):
    """n gains, all different up to 103680 of them."""
    rng = random.Random(seed)
    if n <= len(GAINS):
        return [rng.sample(GAINS, n), TARGET]
    return [rng.choices(GAINS, k=n), TARGET]

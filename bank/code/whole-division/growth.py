"""Divisions whose quotient is about n: the dividend is made of quotient, divisor and remainder."""

import random


def make(n, seed):
    """One division with quotient n, a divisor as long as 64-bit words leave room for."""
    rng = random.Random(seed)
    most = (2**63 - 1) // (n + 1)
    divisor = rng.randint(most // 2 + 1, most)
    return [n * divisor + rng.randrange(divisor), divisor, 64]

"""Divisions whose quotient is about n: the dividend is made of quotient, divisor and remainder."""

import random


def make(n, seed):
    """One division with a quotient near n, a divisor as long as 64-bit words leave room for.

    The quotient has two ones in base two: how many a size has would else be a matter of chance.
    """
    rng = random.Random(seed)
    length = n.bit_length()
    near = [2**top + 2**low for top in range(1, length + 1) for low in range(max(top - 3, 0), top)]
    n = min(near, key=lambda sum_of_two: abs(sum_of_two - n))
    most = (2**63 - 1) // (n + 1)
    divisor = rng.randint(most // 2 + 1, most)
    return [n * divisor + rng.randrange(divisor), divisor, 64]

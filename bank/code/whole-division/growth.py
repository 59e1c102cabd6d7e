"""Divisions whose quotient is about n: the dividend is made of quotient, divisor and remainder."""

import random


def make(n, seed):
    """One division with a quotient near n, a divisor as long as 64-bit words leave room for.

    The quotient has two ones in base two: how many a size has would else be a matter of chance. It
    is the nearest such number; where n lies halfway between two, either, by the seed.
    """
    rng = random.Random(seed)
    two_ones = [2**top + 2**low for top in range(1, 63) for low in range(max(top - 3, 0), top)]
    below = max((number for number in two_ones if number <= n), default=3)
    above = min(number for number in two_ones if number > n)
    # Multiples of the golden section lie evenly between 0 and 1 however many there are.
    share = 0.25 + 0.5 * (seed * 0.618034 % 1)
    quotient = above if share < (n - below) / (above - below) else below
    most = (2**63 - 1) // (quotient + 1)
    divisor = rng.randint(most // 2 + 1, most)
    return [quotient * divisor + rng.randrange(divisor), divisor, 64]

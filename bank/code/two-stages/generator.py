"""Makes drawers of parts with all right answers, searched for or known from the making."""

import random
from itertools import permutations

FACTORS = {2: 8, 3: 4, 5: 2, 7: 2, 11: 1, 13: 1, 17: 1, 19: 1, 23: 1, 29: 1, 31: 1, 37: 1}


def small(rng, count, target):
    """A few small gains, zeros among them where the target is zero."""
    gains = [rng.randint(-12, 12) for _ in range(count)]
    pairs = [pair for pair in permutations(range(count), 2) if fits(gains, target, pair)]
    return [gains, target], [list(pair) for pair in pairs] or [[]]


def fits(gains, target, pair):
    """Whether the two gains multiply to the target."""
    return gains[pair[0]] * gains[pair[1]] == target


def zeros(rng, count):
    """Zeros and odd numbers with an even target: no pair."""
    odd = [2 * rng.randint(-(10**9), 10**9) + 1 for _ in range(count)]
    gains = [0 if rng.random() < 0.5 else gain for gain in odd]
    return [gains, 2 * rng.randint(1, 10**17)], [[]]


def planted(rng, count):
    """Gains that are multiples of seven, and a pair at the end that is not, with its product."""
    gains = [7 * rng.randint(-(10**17), 10**17) for _ in range(count - 2)]
    left, right = 7 * rng.randint(10**8, 10**9) + 3, -7 * rng.randint(10**8, 10**9) - 2
    return [[*gains, left, right], left * right], [[count - 2, count - 1], [count - 1, count - 2]]


def divisors(rng, count):
    """Divisors above the root of the target, of both signs: every product is too large."""
    target, all_divisors = 1, [1]
    for prime, power in FACTORS.items():
        target *= prime**power
        all_divisors = [d * prime**k for d in all_divisors for k in range(power + 1)]
    large = [d for d in all_divisors if d * d > target]
    gains = [sign * d for d in large for sign in (1, -1)]
    rng.shuffle(gains)
    return [gains[:count], target], [[]]


def generate(arguments):
    """Arguments: the kind, how many parts, for small ones the target, the seed."""
    kind, *numbers = arguments
    *sizes, seed = (int(number) for number in numbers)
    make = {"small": small, "zeros": zeros, "planted": planted, "divisors": divisors}[kind]
    return make(random.Random(seed), *sizes)

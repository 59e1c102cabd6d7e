"""Makes overlapping boxes and works out their score in exact fractions."""

import random
from fractions import Fraction


def score(a, b):
    """The exact score of two proper boxes."""
    a, b = [Fraction(v) for v in a], [Fraction(v) for v in b]
    width = max(Fraction(0), min(a[2], b[2]) - max(a[0], b[0]))
    height = max(Fraction(0), min(a[3], b[3]) - max(a[1], b[1]))
    shared = width * height
    whole = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1])
    return float(shared / (whole - shared))


def generate(arguments):
    """Arguments: the shape and the seed."""
    shape, rng = arguments[0], random.Random(int(arguments[1]))
    if shape == "overlap":
        corner = [rng.randint(-50, 50) for _ in range(4)]
        a = [corner[0], corner[1], corner[0] + rng.randint(60, 90), corner[1] + rng.randint(60, 90)]
        b = [a[0] + rng.randint(5, 40), a[1] - rng.randint(5, 40), a[2] + 13, a[3] - 7]
    else:
        a = [rng.uniform(0, 1), rng.uniform(0, 1), rng.uniform(2, 3), rng.uniform(2, 3)]
        b = [rng.uniform(1, 2), rng.uniform(0, 1), rng.uniform(3, 4), rng.uniform(1, 2)]
    return [a, b], score(a, b)

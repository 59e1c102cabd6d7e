"""Sound formulas that are opened to half their length and then closed: the deepest there are."""

import random

PARTNER = {"(": ")", "[": "]", "{": "}"}


def make(n, seed):
    """n characters without a fault, or n - 1 where n is odd."""
    rng = random.Random(seed)
    opening = [rng.choice("([{") for _ in range(n // 2)]
    closing = [PARTNER[mark] for mark in reversed(opening)]
    return ["".join(opening + closing)]

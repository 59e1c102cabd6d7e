"""Questions about stretches of n numbers, all with the same lone number late in the stretch."""

import random

QUESTIONS = 50
BEFORE = 400


def make(n, seed):
    """A register of about 2n numbers, and 400 before them that no question is about, so that places
    are numbers of one cost to Python at all sizes; the questions are measured."""
    rng = random.Random(seed)
    half = n // 2
    numbers, value = [], 1000
    for _ in range(BEFORE // 2 + 2 * half + 1):
        value += rng.randint(1, 9)
        numbers += [value, value]
    lone = BEFORE + 2 * (half + rng.randint(0, half // 2))
    del numbers[lone + 1]
    calls = []
    for _ in range(QUESTIONS):
        behind = rng.randint(0, half // 8)
        start = lone - 2 * (half - behind)
        calls.append(["lone", [start, start + 2 * half + 1]])
    return {"prepare": [["Register", [numbers]]], "measure": calls}

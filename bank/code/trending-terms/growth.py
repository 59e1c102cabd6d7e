"""Inputs of one size for measuring growth: n different terms."""

import random


def word(number):
    """A term of letters for a number."""
    letters = "t"
    while number:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return letters


def make(n, seed):
    """Each term once or twice before; more of them, with a question after each, are measured."""
    rng = random.Random(seed)
    prepare = [["Trending", []]]
    for number in range(n):
        prepare += [["add", [word(number)]]] * rng.randint(1, 2)
    rng.shuffle(tail := prepare[1:])
    measure = []
    for _ in range(60):
        measure += [["add", [word(rng.randrange(n))]], ["top", [3]]]
    return {"prepare": prepare[:1] + tail, "measure": measure}

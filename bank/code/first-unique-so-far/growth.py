"""n characters one by one with a question after each: first all different, then all again."""

import random

FIRST = 0x20000


def make(n, seed):
    """Half of the characters are there before; then each comes again, with a question after it."""
    rng = random.Random(seed)
    letters = [chr(FIRST + step) for step in range(n)]
    rng.shuffle(letters)
    prepare = [["FirstUnique", []]] + [["add", [letter]] for letter in letters]
    measure = []
    for letter in letters:
        measure += [["add", [letter]], ["first", []]]
    return {"prepare": prepare, "measure": measure}

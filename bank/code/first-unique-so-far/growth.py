"""Characters that come again, behind n of which half did, with a question after each."""

import random

FIRST = 0x20000


def make(n, seed):
    """The first half is no longer unique, and of the second some follow, taken from anywhere."""
    rng = random.Random(seed)
    letters = [chr(FIRST + step) for step in range(n)]
    half = n // 2
    prepare = [["FirstUnique", []]] + [["add", [letter]] for letter in letters]
    prepare += [["add", [letter]] for letter in letters[:half]]
    prepare.append(["first", []])
    measure = []
    for letter in rng.sample(letters[half:], min(20, n - half)):
        measure += [["add", [letter]], ["first", []]]
    return {"prepare": prepare, "measure": measure}

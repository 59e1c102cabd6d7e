"""Questions behind n characters, of which all but the last came twice."""

import random

FIRST = 0x20000


def make(n, seed):
    """Nothing of the long start is unique any more; new characters come, with a question after each."""
    rng = random.Random(seed)
    letters = [chr(FIRST + step) for step in range(n)]
    rng.shuffle(letters)
    prepare = [["FirstUnique", []]] + [["add", [letter]] for letter in letters]
    prepare += [["add", [letter]] for letter in letters[:-1]]
    prepare.append(["first", []])
    measure = []
    for step in range(20):
        measure += [["add", [chr(FIRST + n + step)]], ["first", []]]
    return {"prepare": prepare, "measure": measure}

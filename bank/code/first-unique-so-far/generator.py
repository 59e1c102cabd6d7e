"""Makes texts in pieces. Short ones are read anew for every question; long ones are planned."""

import random
from collections import Counter

STARTS = [0x61, 0xE0, 0x3B1, 0x430, 0x4E00, 0xAC00, 0x1F300]


def alphabet(rng, count):
    """So many different characters from several parts of Unicode, shuffled."""
    share = count // len(STARTS) + 1
    letters = [chr(start + step) for start in STARTS for step in range(min(share, 20))]
    letters += [chr(0x20000 + step) for step in range(max(0, count - len(letters)))]
    letters = letters[:count]
    rng.shuffle(letters)
    return letters


def brute(pieces):
    """A question after every piece, answered from all of the text."""
    calls, results, text = [["FirstUnique", []]], [None], ""
    for piece in pieces:
        text += piece
        counts = Counter(text)
        calls += [["add", [piece]], ["first", []]]
        results += [None, next((c for c in text if counts[c] == 1), None)]
    return calls, results


def short(rng, kind, length, count):
    """Single characters, or pages of some length."""
    letters = alphabet(rng, count)
    if kind == "random":
        return brute([rng.choice(letters) for _ in range(length)])
    pieces, left = [], length
    while left > 0:
        size = min(left, rng.choice([0, 1, 2, 40, 200]))
        pieces.append("".join(rng.choice(letters) for _ in range(size)))
        left -= max(size, 1)
    return brute(pieces)


def letters(rng, length, questions):
    """A long text of few letters that all repeat; one other character comes in the middle."""
    size = length // questions
    text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
    text += "".join(rng.choice("etaoins") for _ in range(length - len(text)))
    middle = size * (questions // 2)
    text = text[:middle] + "\u00df" + text[middle + 1 :]
    calls, results = [["FirstUnique", []]], [None]
    for step in range(questions):
        calls += [["add", [text[step * size : (step + 1) * size]]], ["first", []]]
        seen = (step + 1) * size
        if seen >= 52:
            results += [None, "\u00df" if seen > middle else None]
        else:
            counts = Counter(text[:seen])
            results += [None, next((c for c in text[:seen] if counts[c] == 1), None)]
    return calls, results


def again(rng, count, asked):
    """All characters once, then all again in the same order: most of them, then by fives."""
    every = alphabet(rng, count)
    most = count // 4 * 3
    calls, results = [["FirstUnique", []], ["add", ["".join(every)]]], [None, None]
    for start, end in [(0, most), *((at, at + 5) for at in range(most, count, 5))]:
        calls += [["add", ["".join(every[start:end])]], ["first", [], asked]]
        results += [None, [every[end] if end < count else None] * asked]
    return calls, results


def backwards(rng, count, size):
    """All characters once, then all again from the last to the first, some at a time."""
    every = alphabet(rng, count)
    calls = [["FirstUnique", []], ["add", ["".join(every)]]]
    results = [None, None]
    for start in range(0, count, size):
        piece = every[::-1][start : start + size]
        calls += [["add", ["".join(piece)]], ["first", []]]
        results += [None, every[0] if start + size < count else None]
    return calls, results


def generate(arguments):
    """Arguments: the kind, two sizes, the seed."""
    kind, first, second, seed = arguments
    rng = random.Random(int(seed))
    if kind in ("random", "pages"):
        return short(rng, kind, int(first), int(second))
    make = {"letters": letters, "again": again, "backwards": backwards}[kind]
    return make(rng, int(first), int(second))

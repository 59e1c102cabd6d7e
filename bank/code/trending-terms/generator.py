"""Makes streams of terms; the lists come from counting the stream so far anew."""

import random


def recounted(history, k):
    """The answer from the whole history: count, and the moment of the last addition."""
    count, moment = {}, {}
    for at, term in enumerate(history):
        count[term] = count.get(term, 0) + 1
        moment[term] = at
    return sorted(count, key=lambda term: (-count[term], moment[term]))[:k]


def word(number):
    """A term of letters for a number."""
    letters = "t"
    while number:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return letters


def streamed(calls, results, rng, length):
    """Small random streams, every answer counted anew."""
    history = []
    for _ in range(length):
        term = word(int(rng.paretovariate(0.8)) % 60)
        history.append(term)
        calls.append(["add", [term]])
        results.append(None)
        if rng.random() < 0.5:
            k = rng.choice((1, 2, 3, 5, 60))
            calls.append(["top", [k]])
            results.append(recounted(history, k))


def all_new(calls, results, rng, length):
    """Every term comes once: the first three stay on top for good."""
    numbers = list(range(length))
    rng.shuffle(numbers)
    for at in range(length):
        calls.append(["add", [word(numbers[at])]])
        calls.append(["top", [3]])
        results += [None, [word(number) for number in numbers[: min(at + 1, 3)]]]


def one_leads(calls, results, _, length):
    """One term comes nearly always, two others once: a wide gap between the counts."""
    for term in ("second", "third"):
        calls.append(["add", [term]])
        results.append(None)
    for at in range(length - 2):
        calls.append(["add", ["leader"]])
        calls.append(["top", [3]])
        results += [None, ["second", "third", "leader"] if at == 0 else ["leader", "second", "third"]]


def takes_turns(calls, results, rng, length):
    """Terms of a list come round after round, so that all counts rise together."""
    terms = [word(number) for number in range(length // 6)]
    rng.shuffle(terms)
    for at in range(length):
        calls.append(["add", [terms[at % len(terms)]]])
        calls.append(["top", [2]])
        done, place = divmod(at, len(terms))
        # In this round's order first those that had their turn, then the others from the last one.
        order = terms[: place + 1] + (terms[place + 1 :] if done else [])
        results += [None, order[:2]]


def long_lists(calls, results, rng, length):
    """Few questions, each for nearly everything."""
    history = []
    for at in range(length):
        term = word(int(rng.paretovariate(0.4)) % 9_000)
        history.append(term)
        calls.append(["add", [term]])
        results.append(None)
        if (at + 1) % (length // 15) == 0:
            calls.append(["top", [10_000]])
            results.append(recounted(history, 10_000))


def generate(arguments):
    """Arguments: the shape, how many terms, the seed."""
    shape, length, seed = arguments[0], int(arguments[1]), int(arguments[2])
    rng = random.Random(seed)
    calls, results = [["Trending", []]], [None]
    shapes = {
        "streamed": streamed,
        "all-new": all_new,
        "one-leads": one_leads,
        "takes-turns": takes_turns,
        "long-lists": long_lists,
    }
    shapes[shape](calls, results, rng, length)
    return calls, results

"""Makes long histories of weights. Probabilities come from whole multiples of the smallest weight."""

import random

SMALL = 1e-9
GREAT = 1e9


def shares(weights):
    """What the draws are held to."""
    total = sum(weights)
    return {"distribution": [weight / total for weight in weights]}


def some(n, changes, draws, rng):
    """Whole weights, most of which change; draws before, in the middle and after."""
    weights = [rng.choice((0, rng.randint(1, 9), rng.randint(1, 1000))) for _ in range(n)]
    weights[rng.randrange(n)] = 7
    calls, answers = [["LiveSampler", [list(weights)]]], [None]
    parts = 3 if n <= 1000 else 1
    for _ in range(parts):
        for _ in range(changes // parts):
            index = rng.randrange(n)
            weight = rng.choice((0, rng.randint(1, 9), rng.randint(1, 1000)))
            calls.append(["set", [index, weight]])
            answers.append(None)
            weights[index] = weight
        calls.append(["draw", [], draws // parts])
        answers.append(shares(weights))
    return calls, answers


def moving(n, rounds, draws, places, rest):
    """All weight, or nearly, on one index, which changes before every draw."""
    weights = [rest] * n
    here = n // 2
    weights[here] = GREAT
    calls, answers = [["LiveSampler", [list(weights)]]], [None]
    for place in places:
        if place != here:
            calls += [["set", [place, GREAT]], ["set", [here, rest]]]
            answers += [None, None]
            here = place
        calls.append(["draw", []])
        answers.append(here)
    # At last everything is alike, so that whatever was left behind shows.
    calls += [["set", [here, SMALL]], ["draw", [], draws]]
    weights = [rest] * n
    weights[here] = SMALL
    answers += [None, shares([round(weight / SMALL) for weight in weights])]
    return calls, answers


def generate(arguments):
    """Arguments: the shape, how many weights, changes or rounds, draws, the seed."""
    shape, n, rounds, draws, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "some":
        return some(n, rounds, draws, rng)
    if shape == "alone":
        return moving(n, rounds, draws, [rng.randrange(n) for _ in range(rounds)], 0)
    if shape == "wanders":
        return moving(n, rounds, draws, [rng.randrange(n) for _ in range(rounds)], SMALL)
    return moving(n, rounds, draws, [n - 1 - step % 5 for step in range(rounds)], SMALL)

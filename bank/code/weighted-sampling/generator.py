"""Makes the long lists of weights; every total is a power of ten, so probabilities are short."""

import random

DRAWS = {"long-tail": 30_000, "half-zero": 30_000, "many": 100_000, "survivors": 100_000}


def counts(rng, places, total, share):
    """Spreads `total` over `places` indices, at least one each, the rest by `share`."""
    weights = [1] * places
    parts = [share(rng, index) for index in range(places)]
    scale = (total - places) / sum(parts)
    for index, part in enumerate(parts):
        weights[index] += int(part * scale)
    # What rounding left over goes to the middle, a little each.
    left = total - sum(weights)
    for step in range(left):
        weights[(places // 2 + step) % places] += 1
    return weights


def even(rng, _):
    """A share between one and two."""
    return 1.0 + rng.random()


def falling(_, index):
    """A share that falls as one over the rank."""
    return 1.0 / (1 + index)


def generate(arguments):
    """Arguments: the shape, how many weights, the seed."""
    shape, n, seed = arguments[0], int(arguments[1]), int(arguments[2])
    rng = random.Random(seed)
    if shape == "long-tail":
        weights = counts(rng, n, 10**6, falling)
        rng.shuffle(weights)
    elif shape == "half-zero":
        weights = counts(rng, n // 2, 10**6, even) + [0] * (n - n // 2)
        rng.shuffle(weights)
    elif shape == "many":
        weights = counts(rng, n, 10**6, even)
    else:
        weights = [0] * n
        for index, weight in zip(range(n - 30, n, 3), counts(rng, 10, 10**6, even)):
            weights[index] = weight
    total = sum(weights)
    calls = [["WeightedSampler", [weights]], ["draw", [], DRAWS[shape]]]
    return calls, [None, {"distribution": [weight / total for weight in weights]}]

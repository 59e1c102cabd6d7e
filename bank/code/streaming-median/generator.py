"""Makes streams of numbers; the medians come from one sorted list."""

import random
from bisect import insort
from fractions import Fraction


def numbers(shape, rng, count):
    """The stream."""
    if shape == "few-values":
        return [rng.randint(-3, 3) for _ in range(count)]
    if shape == "wide":
        return [rng.randint(-9 * 10**18, 9 * 10**18) for _ in range(count)]
    if shape == "rising":
        return list(range(-count // 2, count - count // 2))
    if shape == "falling":
        return list(range(count // 2, count // 2 - count, -1))
    return [int(rng.lognormvariate(11, 1)) - 9_000 for _ in range(count)]


def generate(arguments):
    """Arguments: the shape, how many numbers, the seed."""
    shape, count, seed = arguments[0], int(arguments[1]), int(arguments[2])
    rng = random.Random(seed)
    calls, results, ordered = [["StreamingMedian", []]], [None], []
    for number in numbers(shape, rng, count):
        insort(ordered, number)
        calls.append(["add", [number]])
        results.append(None)
        calls.append(["median", []])
        low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
        results.append(float(Fraction(low + high, 2)))
    return calls, results

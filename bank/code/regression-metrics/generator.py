"""Makes streams of arrivals; all sums are exact, in whole 1024ths of a second."""

import random
from fractions import Fraction
from math import sqrt

UNIT = 1024


def stream(shape, rng, count):
    """Pairs of whole 1024ths of a second: actual, forecast."""
    start = 1_760_000_000 * UNIT
    for place in range(count):
        if shape == "one-shift":
            actual = start + rng.randint(0, 8 * 3600 * UNIT)
        elif shape == "through-the-day":
            actual = start + place * 40 * UNIT + rng.randint(0, 600 * UNIT)
        elif shape == "within-a-minute":
            actual = start + rng.randint(0, 60 * UNIT)
        else:
            actual = rng.randint(0, 100 * UNIT)
        yield actual, max(0, actual + int(rng.gauss(45, 240) * UNIT))


def generate(arguments):
    """Arguments: the shape, how many pairs, after how many a report comes, the seed."""
    shape, count, every, seed = arguments[0], int(arguments[1]), int(arguments[2]), int(arguments[3])
    calls, results = [["ArrivalReport", []]], [None]
    errors = sizes = squares = total = total_squares = 0
    pairs = stream(shape, random.Random(seed), count)
    for n, (actual, forecast) in enumerate(pairs, 1):
        calls.append(["add", [actual / UNIT, forecast / UNIT]])
        results.append(None)
        error = forecast - actual
        errors += error
        sizes += abs(error)
        squares += error * error
        total += actual
        total_squares += actual * actual
        if n % every:
            continue
        spread = n * total_squares - total * total
        calls.append(["report", []])
        results.append(
            [
                errors / (n * UNIT),
                sizes / (n * UNIT),
                sqrt(squares / n) / UNIT,
                float(1 - Fraction(n * squares, spread)) if spread else None,
            ]
        )
    return calls, results

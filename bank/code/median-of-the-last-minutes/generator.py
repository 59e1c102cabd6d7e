"""Makes streams with times; small ones are answered by sorting, long ones by a sorted list of the window."""

import random
from bisect import bisect_left, insort


def arrivals(shape, rng, count):
    """The length of the window, and what comes when."""
    if shape == "few-values":
        now, came = 0, []
        for _ in range(count):
            now += rng.choice((0, 0, 1, 1, 2, 5, 30))
            came.append((now, rng.randint(-2, 2)))
        return 20, came
    if shape == "bursts":
        now, came = 10**11, []
        while len(came) < count:
            now += rng.choice((1, 40, 99, 100, 101, 500))
            level = rng.randint(-(10**9), 10**9)
            came += [(now, max(-(10**9), min(10**9, level + rng.randint(-50, 50)))) for _ in range(rng.randint(1, 25))]
        return 100, came[:count]
    if shape == "falling":
        return 500, [(at, count - 2 * at) for at in range(count)]
    if shape == "rising":
        return 500, [(at, 2 * at - count) for at in range(count)]
    if shape == "empties":
        # Four crowds, each gone before the next one comes.
        crowd = count // 4
        return 10**6, [(at // crowd * 2 * 10**6 + at % crowd, rng.randint(-(10**9), 10**9)) for at in range(count)]
    return count // 2, [(at, int(rng.lognormvariate(11, 1)) - 9_000) for at in range(count)]


def questions(shape, rng, now, following):
    """The seconds at which somebody asks after a value came."""
    asked = [now]
    if shape in ("few-values", "bursts"):
        asked += sorted(rng.randint(now, following) for _ in range(rng.randint(0, 2)))
    elif shape == "empties" and following - now > 10**6:
        asked += [now + 10**6 - 1, now + 10**6]
    return asked


def generate(arguments):
    """Arguments: the shape, how many values, the seed."""
    shape, count, seed = arguments[0], int(arguments[1]), int(arguments[2])
    rng = random.Random(seed)
    seconds, came = arrivals(shape, rng, count)
    calls, results, ordered, oldest = [["WindowMedian", [seconds]]], [None], [], 0
    for number, (now, value) in enumerate(came):
        insort(ordered, value)
        calls.append(["add", [now, value]])
        results.append(None)
        following = came[number + 1][0] if number + 1 < count else now + seconds
        for second in questions(shape, rng, now, following):
            while oldest <= number and came[oldest][0] + seconds <= second:
                del ordered[bisect_left(ordered, came[oldest][1])]
                oldest += 1
            calls.append(["median", [second]])
            size = len(ordered)
            results.append((ordered[(size - 1) // 2] + ordered[size // 2]) / 2 if size else None)
    return calls, results

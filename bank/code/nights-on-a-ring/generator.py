"""Makes long rings; plans come from the first use, with the best that ends at each night behind it."""

import random


def line(values, first, last, rest):
    """The most that nights from `first` to before `last` give, and the night that leads there, with all links."""
    ending, before = {}, {}
    leader, best = None, 0
    for night in range(first, last):
        rested = night - rest - 1
        if rested >= first and ending[rested] > best:
            best, leader = ending[rested], rested
        ending[night], before[night] = values[night] + best, leader
    top = max(ending, key=ending.__getitem__, default=None)
    return (ending[top], top, before) if top is not None and ending[top] > 0 else (0, None, before)


def planned(values, rest):
    """The best of: none of the first nights, or one of them and what it leaves of the line."""
    size = len(values)
    if rest >= size:
        return []
    total, top, before = line(values, rest, size, rest)
    best, head = (total, top, before), []
    for first in range(rest):
        total, top, before = line(values, first + rest + 1, size + first - rest, rest)
        if total + values[first] > best[0]:
            best, head = (total + values[first], top, before), [first]
    nights, night = [], best[1]
    while night is not None:
        nights.append(night)
        night = best[2][night]
    return head + nights[::-1]


def generate(arguments):
    """Arguments: the shape, how many nights, the rest, the greatest value, the seed."""
    shape, n, rest, most, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "bright":
        values = [rng.randint(most // 2, most) for _ in range(n)]
    else:
        # Good and bad weather in turns of some nights.
        values = []
        while len(values) < n:
            weather = rng.randint(-most, most)
            values += [weather + rng.randint(-most // 4, most // 4) for _ in range(rng.randint(1, 9))]
        values = [max(-most, min(most, value)) for value in values[:n]]
    if shape == "cut":
        # The two best uses lie at either end, some way in, and need all of the rest between them.
        values[: rest + 1] = values[-rest - 1 :] = [most // 2] * (rest + 1)
        values[rest // 2] = values[rest // 2 - rest - 1] = most
    return [values, rest], planned(values, rest)

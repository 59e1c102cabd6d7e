"""Makes long calendars; plans come from the best one that ends with each night."""

import random


def planned(values, rest):
    """For each night the best plan that ends with it: its own value behind the best that ended early enough."""
    ending, before, nights = [], [], []
    leader, best = None, 0
    for night, value in enumerate(values):
        # Nights enter in order, each as soon as it is rested from.
        if night > rest:
            rested = night - rest - 1
            if ending[rested] > best:
                best, leader = ending[rested], rested
        ending.append(value + best)
        before.append(leader)
    top = max(range(len(values)), key=ending.__getitem__)
    night = top if ending[top] > 0 else None
    while night is not None:
        nights.append(night)
        night = before[night]
    return nights[::-1]


def generate(arguments):
    """Arguments: the shape, how many nights, the rest, the greatest value, the seed."""
    shape, n, rest, most, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "season":
        # Good and bad weather in turns of some nights.
        values, weather = [], 0
        while len(values) < n:
            weather = rng.randint(-most, most)
            values += [weather + rng.randint(-most // 4, most // 4) for _ in range(rng.randint(1, 9))]
        values = [max(-most, min(most, value)) for value in values[:n]]
    elif shape == "bright":
        values = [rng.randint(most // 2, most) for _ in range(n)]
    else:
        values = [rng.randint(-most, most) for _ in range(n)]
    return [values, rest], planned(values, rest)

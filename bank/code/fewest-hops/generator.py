"""Makes long rows of stations; hops are counted from the end, or known by construction."""

import random


def counted(reach):
    """From the end: of the stations that reach the goal the first one is the best, and is the next goal."""
    last = len(reach) - 1
    if reach[last] < 0:
        return None
    hops, goal = 0, last
    while goal > 0:
        goal = next((station for station in range(goal) if reach[station] >= goal - station), None)
        if goal is None:
            return None
        hops += 1
    return hops


def generate(arguments):
    """Arguments: the shape, how many stations, the greatest reach, the seed."""
    shape, n, most, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "wide":
        # From everywhere nearly everything is in reach, and only the second half leads to the end.
        half = n // 2
        reach = [half - station for station in range(half)] + [n] * (n - half)
        return [reach], 2
    if shape == "single-steps":
        return [[1] * n], n - 1
    if shape == "dead-end":
        # All stations reach the same one, from which nothing goes on.
        reach = [n - 2 - station for station in range(n - 1)] + [0]
        return [reach], None
    if shape == "closed-landings":
        # Each open station reaches exactly the next open one, over closed ones in between.
        step = most
        reach = [step if station % step == 0 else -1 for station in range(n // step * step + 1)]
        return [reach], n // step
    reach = [rng.choice((-1, *range(most + 1))) for _ in range(n)]
    reach[0], reach[-1] = most, 0
    return [reach], counted(reach)

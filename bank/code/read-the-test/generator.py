"""Plants tests: users with a rate of their own, visits that go with it, and records that get lost."""

import random
from math import fsum, sqrt

POINT = 1.959963984540054


def visits_of(shape, arm, rng):
    """How often a user comes."""
    if shape == "one":
        return 1
    if shape == "two":
        return 2
    if shape == "more":
        return 3 if arm else 1
    if shape == "heavy":
        return min(60, 1 + int(rng.paretovariate(1.1)))
    return rng.randint(1, 5)


def rows_of(shape, users, lost, lift, known, rng):
    """One row for each visit: user, arm, clicked, before."""
    arms = [0] * users + [1] * users
    if lost > 0:
        del arms[-lost:]
    elif lost < 0:
        del arms[:-lost]
    ids = rng.sample(range(10**9), len(arms))
    rows = []
    for own, arm in zip(ids, arms):
        rate = rng.betavariate(1.2, 3.0)
        before = round(min(1.0, max(0.0, rate + rng.gauss(0, 0.08))), 3) if known else 0.25
        chance = 0.0 if shape == "never" else min(1.0, max(0.0, rate * (1 + lift * arm)))
        for _ in range(visits_of(shape, arm, rng)):
            rows.append([own, arm, int(rng.random() < chance), before])
    rng.shuffle(rows)
    return rows


def read(rows):
    """What the statement asks for, arm by arm and user by user."""
    people = {}
    for own, arm, clicked, before in rows:
        record = people.setdefault(own, [arm, 0, 0, before])
        record[1] += 1
        record[2] += clicked
    arms = [[one for one in people.values() if one[0] == arm] for arm in (0, 1)]
    sizes = [len(arm) for arm in arms]
    if (sizes[1] - sizes[0]) ** 2 / sum(sizes) > 10.83:
        return []
    shares, befores, parts = [], [], []
    for arm in arms:
        visits, clicks = sum(one[1] for one in arm), sum(one[2] for one in arm)
        share, mean = clicks / visits, fsum(one[3] for one in arm) / len(arm)
        often = visits / len(arm)
        shares.append(share)
        befores.append(mean)
        parts.append([((one[2] - share * one[1]) / often, one[3] - mean) for one in arm])
    spread = fsum(x * x for arm in parts for _, x in arm)
    slope = fsum(d * x for arm in parts for d, x in arm) / spread if spread > 1e-12 else 0.0
    estimate = shares[1] - shares[0] - slope * (befores[1] - befores[0])
    variance = fsum(
        fsum((d - slope * x) ** 2 for d, x in arm) / (len(arm) * (len(arm) - 1)) for arm in parts
    )
    half = POINT * sqrt(variance)
    low, high = estimate - half, estimate + half
    return [float((low > 0) - (high < 0)), estimate, low, high]


def generate(arguments):
    """Arguments: visits a user, users an arm, how many of treatment are lost (below zero: of
    control), relative lift, whether anything is known before, the seed."""
    shape, (users, lost) = arguments[0], map(int, arguments[1:3])
    lift, known = map(float, arguments[3:5])
    rows = rows_of(shape, users, lost, lift, known > 0, random.Random(int(arguments[5])))
    return [list(column) for column in zip(*rows)], read(rows)

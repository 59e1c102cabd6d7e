"""Sends batches of a thousand transactions past a model and adds up what its errors cost."""

import numpy

BATCHES = 40_000
SIZE = 1_000


def false_alarm_rate(p):
    """The share of honest transactions flagged that makes the flags as precise as stated."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        right = p["rate"] * p["recall"]
        wrong = (1 - p["rate"]) * middle
        if right / (right + wrong) < p["precision"]:
            high = middle
        else:
            low = middle
    return low


def simulate(p, answer, seed):
    """The mean cost of a batch, against the cost that was answered."""
    rng = numpy.random.default_rng(seed)
    frauds = rng.binomial(SIZE, p["rate"], BATCHES)
    caught = rng.binomial(frauds, p["recall"])
    alarms = rng.binomial(SIZE - frauds, false_alarm_rate(p))
    # The world must be the one of the statement before its cost means anything.
    measured = caught.sum() / (caught.sum() + alarms.sum())
    if abs(measured - p["precision"]) > 0.01:
        raise ValueError(f"the simulated precision is {measured:.3f}, not {p['precision']}")
    cost = (frauds - caught) * p["miss"] + alarms * p["alarm"]
    return float(cost.mean()), answer, float(cost.std(ddof=1) / BATCHES**0.5)

"""Costs of trees and scans; the finish by events, not by a heap of workers."""

import random
from bisect import insort


def finish(costs, workers):
    """When the last job is done: running jobs by the time they end, the next at the first end."""
    running, now = [], 0
    for cost in costs:
        if len(running) == workers:
            now = -running.pop()
        insort(running, -(now + cost))
    return -running[0] if running else 0


def generate(arguments):
    """Arguments: trees, rounds, scans of a round at most, workers, the seed."""
    trees, rounds, scans, workers, seed = map(int, arguments)
    rng = random.Random(seed)
    given = [rng.randint(1, 900) for _ in range(trees)]
    levels = [
        [rng.randint(1, 90) for _ in range(scans if rounds <= 2 else rng.randint(0, scans))]
        for _ in range(rounds)
    ]
    exchange = rng.randint(0, 20)
    boosting = sum(finish(level, workers) + exchange for level in levels)
    return [given, levels, workers, exchange], [finish(given, workers), boosting]

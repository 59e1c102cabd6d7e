"""Makes a slice of n payments whose scores all differ, in no order."""

import random


def make(n, seed):
    """One call's arguments: labels, scores, threshold."""
    rng = random.Random(seed)
    scores = [(place + rng.random()) / n for place in range(n)]
    rng.shuffle(scores)
    labels = [int(rng.random() < 0.5) for _ in range(n)]
    return [labels, scores, 0.5]

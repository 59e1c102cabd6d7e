"""Makes slices of payments; the numbers come from counting by bisection, not from one walk."""

import random
from bisect import bisect_left, bisect_right
from fractions import Fraction
from math import fsum, log, log1p


def ranked(labels, scores):
    """Area and average precision of a slice that holds both classes."""
    every = sorted(scores)
    bad = sorted(score for label, score in zip(labels, scores) if label)
    good = sorted(score for label, score in zip(labels, scores) if not label)
    twice = sum(bisect_left(good, score) + bisect_right(good, score) for score in bad)
    average = []
    for score in sorted(set(bad)):
        found = len(bad) - bisect_left(bad, score)
        stopped = len(every) - bisect_left(every, score)
        here = bisect_right(bad, score) - bisect_left(bad, score)
        average.append(here * found / stopped)
    return float(Fraction(twice, 2 * len(bad) * len(good))), fsum(average) / len(bad)


def generate(arguments):
    """Arguments: how many payments, the share of fraud, decimals of a score, the seed."""
    count, share, decimals = int(arguments[0]), float(arguments[1]), int(arguments[2])
    rng = random.Random(int(arguments[3]))
    labels = [int(rng.random() < share) for _ in range(count)]
    labels[0], labels[1] = 1, 0
    scores = []
    for label in labels:
        score = rng.betavariate(2 + label, 4 - label)
        scores.append(min(max(round(score, decimals), 10.0**-decimals), 1 - 10.0**-decimals))
    threshold = scores[count // 2]
    hits = sum(label for label, score in zip(labels, scores) if score >= threshold)
    false_alarms = sum(score >= threshold for score in scores) - hits
    missed = sum(labels) - hits
    area, average = ranked(labels, scores)
    loss = fsum(-log(s) if label else -log1p(-s) for label, s in zip(labels, scores)) / count
    numbers = [
        hits / (hits + false_alarms),
        hits / (hits + missed),
        2 * hits / (2 * hits + false_alarms + missed),
        area,
        average,
        loss,
    ]
    return [labels, scores, threshold], numbers

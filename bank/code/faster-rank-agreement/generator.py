"""Scores of two rankers, and the counts by a tree over ranks."""

import random
from bisect import bisect_left, bisect_right
from itertools import groupby


def scores(shape, size, span, rng):
    """Two lists of scores."""
    if shape == "random":
        return [[rng.randint(-span, span) for _ in range(size)] for _ in range(2)]
    if shape == "blocks":
        first = [place // span for place in range(size)]
        second = [place % span // 3 for place in range(size)]
        rng.shuffle(second)
        return [first, second]
    first = [rng.randint(-span, span) for _ in range(size)]
    return [first, [rng.randint(0, 3) - score for score in first]]


def counts(first, second):
    """Agreeing, disagreeing and tied pairs: a tree counts, and equal first scores wait."""
    ranks = sorted(second)
    tree = [0] * (len(ranks) + 1)

    def before(place):
        total = 0
        while place > 0:
            total += tree[place]
            place -= place & -place
        return total

    agree = disagree = seen = 0
    for _, group in groupby(sorted(zip(first, second)), key=lambda pair: pair[0]):
        group = [score for _, score in group]
        for score in group:
            agree += before(bisect_left(ranks, score))
            disagree += seen - before(bisect_right(ranks, score))
        for score in group:
            place = bisect_left(ranks, score) + 1
            while place <= len(ranks):
                tree[place] += 1
                place += place & -place
        seen += len(group)
    pairs = len(first) * (len(first) - 1) // 2
    return [agree, disagree, pairs - agree - disagree]


def generate(arguments):
    """Arguments: the shape, how many items, the span of scores, the seed."""
    shape, size, span, seed = arguments[0], *map(int, arguments[1:])
    first, second = scores(shape, size, span, random.Random(seed))
    return [first, second], counts(first, second)

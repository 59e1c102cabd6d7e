"""Rows split over workers; the weights are solved in exact fractions."""

import random
from fractions import Fraction


def made(features, size, rng):
    """Rows with a hidden linear rule and noise."""
    rule = [rng.randint(-3, 3) for _ in range(features)]
    rows = []
    for _ in range(size):
        x = [rng.randint(-100, 100) for _ in range(features)]
        rows.append([*x, sum(r * one for r, one in zip(rule, x)) // 3 + rng.randint(-20, 20)])
    return rows


def partial(features, rows, times=1):
    """The sums of rows that each came so often."""
    x = [[row[k] for row in rows] for k in range(features + 1)]
    dot = [[times * sum(a * b for a, b in zip(one, other)) for other in x] for one in x]
    triangle = [dot[j][k] for j in range(features) for k in range(j, features)]
    return [len(rows) * times, *triangle, *(dot[j][features] for j in range(features))]


def added(one, other):
    """Two partials as one."""
    return [a + b for a, b in zip(one, other)]


def weights(features, sums, penalty):
    """Gauss and Jordan, in fractions."""
    at = 1
    matrix = [[Fraction(0)] * (features + 1) for _ in range(features)]
    for j in range(features):
        for k in range(j, features):
            matrix[j][k] = matrix[k][j] = Fraction(sums[at])
            at += 1
    for j in range(features):
        matrix[j][features] = Fraction(sums[at + j])
        matrix[j][j] += penalty
    for j in range(features):
        matrix[j] = [value / matrix[j][j] for value in matrix[j]]
        for k in range(features):
            if k != j:
                factor = matrix[k][j]
                matrix[k] = [a - factor * b for a, b in zip(matrix[k], matrix[j])]
    return [float(row[features]) for row in matrix]


def split(features, size, workers, rng):
    """One worker sees its share and absorbs the others'."""
    rows = made(features, size, rng)
    shares = [rows[worker::workers] for worker in range(workers)]
    calls = [["RidgeWorker", [features]], ["add", [shares[0]]]]
    calls += [["absorb", [partial(features, share)]] for share in shares[1:]]
    whole = partial(features, rows)
    calls += [["partial", []], ["weights", [10]], ["weights", [1]]]
    answers = [None] * (workers + 1)
    return calls, [*answers, whole, weights(features, whole, 10), weights(features, whole, 1)]


def generate(arguments):
    """Arguments: the shape, features, rows of a chunk, chunks or workers, the seed."""
    shape, features, size, many, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "split":
        return split(features, size, many, rng)
    calls, answers = [["RidgeWorker", [features]]], [None]
    if shape == "long":
        rows = made(features, size, rng)
        whole = partial(features, rows, many)
        calls += [["add", [rows], many], ["partial", []], ["weights", [100]]]
        return calls, [None, [None] * many, whole, weights(features, whole, 100)]
    whole = [0] * (1 + features * (features + 1) // 2 + features)
    for _ in range(many):
        rows = made(features, size, rng)
        whole = added(whole, partial(features, rows))
        calls += [["add", [rows]], ["weights", [5]]]
        answers += [None, weights(features, whole, 5)]
    return calls, answers

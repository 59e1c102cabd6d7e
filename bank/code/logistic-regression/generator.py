"""Makes tables with overlapping classes; the minimum comes from a bound, not from Newton.

The second derivative of the loss is nowhere above a fixed matrix (a quarter of the rows' second
moments). Steps with that matrix never overshoot, and end where the slope is zero.
"""

import random
from math import exp


def inverse(matrix):
    """Inverse by Gauss and Jordan."""
    size = len(matrix)
    work = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(work[row][column]))
        work[column], work[pivot] = work[pivot], work[column]
        head = work[column][column]
        work[column] = [x / head for x in work[column]]
        for row in range(size):
            if row != column:
                factor = work[row][column]
                work[row] = [x - factor * y for x, y in zip(work[row], work[column])]
    return [row[size:] for row in work]


def least(rows, labels, penalty):
    """Where the slope is zero."""
    full = [[1.0, *row] for row in rows]
    count, size = len(full), len(full[0])
    places = range(size)
    bound = [[sum(r[i] * r[j] for r in full) / (4 * count) for j in places] for i in places]
    for i in range(1, size):
        bound[i][i] += penalty
    back = inverse(bound)
    numbers = [0.0] * size
    for _ in range(4000):
        slope = [0.0, *(penalty * w for w in numbers[1:])]
        for row, label in zip(full, labels):
            score = sum(w * x for w, x in zip(numbers, row))
            chance = 1 / (1 + exp(-score)) if score > 0 else exp(score) / (1 + exp(score))
            for i in range(size):
                slope[i] += (chance - label) * row[i] / count
        step = [sum(b * s for b, s in zip(line, slope)) for line in back]
        numbers = [w - s for w, s in zip(numbers, step)]
        if sum(abs(a * b) for a, b in zip(step, slope)) < 1e-15:
            return numbers
    raise RuntimeError("the classes overlap too little")


def generate(arguments):
    """Arguments: rows, columns, the penalty, the size of the last column, the seed."""
    count, columns = int(arguments[0]), int(arguments[1])
    penalty, size = float(arguments[2]), float(arguments[3])
    rng = random.Random(int(arguments[4]))
    truth = [rng.gauss(0, 1) for _ in range(columns)]
    rows, labels = [], []
    for _ in range(count):
        plain = [rng.gauss(0, 1) for _ in range(columns)]
        score = sum(w * x for w, x in zip(truth, plain)) - 0.5
        labels.append(int(rng.random() < 1 / (1 + exp(-score))))
        rows.append([round(x, 4) for x in plain[:-1]] + [round(plain[-1] * size, 8)])
    return [rows, labels, penalty], least(rows, labels, penalty)

from math import exp, log1p, sqrt

MOST_ROUNDS = 40


def standardised(rows):
    count = len(rows)
    means = [sum(column) / count for column in zip(*rows)]
    spreads = []
    for column, mean in zip(zip(*rows), means):
        spreads.append(sqrt(sum((x - mean) ** 2 for x in column) / count) or 1.0)
    scaled = [
        [1.0, *((x - mean) / spread for x, mean, spread in zip(row, means, spreads))]
        for row in rows
    ]
    return scaled, means, spreads


def softplus(x: float) -> float:
    return x + log1p(exp(-x)) if x > 0 else log1p(exp(x))


def logistic(x: float) -> float:
    if x >= 0:
        return 1 / (1 + exp(-x))
    return exp(x) / (1 + exp(x))


def solved(matrix, right):
    size = len(right)
    work = [[*row, value] for row, value in zip(matrix, right)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(work[row][column]))
        work[column], work[pivot] = work[pivot], work[column]
        for row in range(column + 1, size):
            factor = work[row][column] / work[column][column]
            for place in range(column, size + 1):
                work[row][place] -= factor * work[column][place]
    result = [0.0] * size
    for row in reversed(range(size)):
        known = sum(work[row][place] * result[place] for place in range(row + 1, size))
        result[row] = (work[row][size] - known) / work[row][row]
    return result


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def step(rows, labels, penalties, weights):
    size, count = len(weights), len(rows)
    slope = [p * w for p, w in zip(penalties, weights)]
    bend = [[0.0] * size for _ in range(size)]
    for row, label in zip(rows, labels):
        sign = 1 if label else -1
        margin = sign * dot(weights, row)
        other = logistic(-margin)
        weight = other * logistic(margin) / count
        for i in range(size):
            slope[i] -= sign * other * row[i] / count
            share = weight * row[i]
            for j in range(i + 1):
                bend[i][j] += share * row[j]
    for i in range(size):
        bend[i][i] += penalties[i]
        for j in range(i):
            bend[j][i] = bend[i][j]
    move = [-x for x in solved(bend, slope)]
    return move, dot(slope, move)


def value(rows, labels, penalties, weights):
    loss = sum(softplus(dot(weights, r) * (1 - 2 * y)) for r, y in zip(rows, labels))
    return loss / len(rows) + sum(p * w * w for p, w in zip(penalties, weights)) / 2


def fit(rows: list[list[float]], labels: list[int], penalty: float) -> list[float] | None:
    if len(set(labels)) == 1:
        return None
    scaled, means, spreads = standardised(rows)
    penalties = [0.0, *(penalty / spread**2 for spread in spreads)]
    weights = [0.0] * len(penalties)
    now = value(scaled, labels, penalties, weights)
    for _ in range(MOST_ROUNDS):
        move, slope = step(scaled, labels, penalties, weights)
        share = 1.0
        while share > 1e-9:
            tried = [w + share * m for w, m in zip(weights, move)]
            then = value(scaled, labels, penalties, tried)
            if then <= now + 1e-4 * share * slope + 1e-15:
                break
            share /= 2
        weights, now = tried, then
        if max(abs(dot(move, row)) for row in scaled) < 1e-5:
            slopes = [w / spread for w, spread in zip(weights[1:], spreads)]
            return [weights[0] - dot(slopes, means), *slopes]
    return None

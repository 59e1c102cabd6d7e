from math import exp, log1p, sqrt

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
        # The chance of the other label, which must not vanish before its time.
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
    crumb = 1e-12 * sum(bend[i][i] for i in range(size)) + 1e-300
    for i in range(size):
        bend[i][i] += crumb
    move = [-x for x in solved(bend, slope)]
    return move, dot(slope, move)


def value(rows, labels, penalties, weights):
    loss = sum(softplus(dot(weights, r) * (1 - 2 * y)) for r, y in zip(rows, labels))
    return loss / len(rows) + sum(p * w * w for p, w in zip(penalties, weights)) / 2


def settled(scaled, labels, penalties):
    """Newton until the slope is gone; there is a penalty on every number, so there is a minimum."""
    weights = [0.0] * len(penalties)
    for _ in range(200):
        move, slope = step(scaled, labels, penalties, weights)
        now, share = value(scaled, labels, penalties, weights), 1.0
        while share > 1e-12:
            tried = [w + share * m for w, m in zip(weights, move)]
            if value(scaled, labels, penalties, tried) <= now:
                weights = tried
                break
            share /= 2
        if -slope < 1e-20:
            break
    return weights


def fit(rows, labels, penalty):
    """Compares the answers to two tiny extra penalties: without a minimum they run apart."""
    scaled, means, spreads = standardised(rows)
    penalties = [0.0, *(penalty / spread**2 for spread in spreads)]
    answers = [settled(scaled, labels, [p + crumb for p in penalties]) for crumb in (1e-11, 1e-13)]
    runs = zip(*([dot(weights, row) for row in scaled] for weights in answers))
    if any(abs(a - b) > 1 + abs(b) / 100 for a, b in runs):
        return None
    weights = answers[1]
    slopes = [w / spread for w, spread in zip(weights[1:], spreads)]
    return [weights[0] - dot(slopes, means), *slopes]

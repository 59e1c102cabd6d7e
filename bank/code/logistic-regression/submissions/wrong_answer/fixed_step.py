from math import exp


def fit(rows, labels, penalty):
    table = [[1.0, *row] for row in rows]
    weights = [0.0] * len(table[0])

    def chance(row):
        score = sum(w * x for w, x in zip(weights, row))
        return 1 / (1 + exp(-score)) if score > 0 else exp(score) / (1 + exp(score))

    for _ in range(1000):
        slope = [0.0, *(penalty * w for w in weights[1:])]
        for row, label in zip(table, labels):
            off = (chance(row) - label) / len(table)
            for i, x in enumerate(row):
                slope[i] += off * x
        weights = [w - 0.1 * s for w, s in zip(weights, slope)]

    if len(set(labels)) == 1:
        return None
    if penalty == 0 and all((chance(row) > 0.5) == label for row, label in zip(table, labels)):
        return None
    return weights

from math import exp, log


def fit(rows, labels, penalty):
    if len(set(labels)) == 1:
        return None
    table = [[1.0, *row] for row in rows]
    size, count = len(table[0]), len(table)
    weights = [0.0] * size

    def loss(numbers):
        total = sum(w * w for w in numbers[1:]) * penalty / 2
        for row, label in zip(table, labels):
            score = sum(w * x for w, x in zip(numbers, row))
            total += log(1 + exp(-score if label else score)) / count
        return total

    for _ in range(40):
        slope = [0.0, *(penalty * w for w in weights[1:])]
        bend = [[0.0] * size for _ in range(size)]
        for row, label in zip(table, labels):
            chance = 1 / (1 + exp(-sum(w * x for w, x in zip(weights, row))))
            for i in range(size):
                slope[i] += (chance - label) * row[i] / count
                for j in range(size):
                    bend[i][j] += chance * (1 - chance) * row[i] * row[j] / count
        for i in range(size):
            bend[i][i] += (penalty if i else 0.0) + 1e-14
        work = [[*line, -value] for line, value in zip(bend, slope)]
        for column in range(size):
            pivot = max(range(column, size), key=lambda place: abs(work[place][column]))
            work[column], work[pivot] = work[pivot], work[column]
            for place in range(size):
                if place != column:
                    factor = work[place][column] / work[column][column]
                    work[place] = [x - factor * y for x, y in zip(work[place], work[column])]
        move = [work[i][size] / work[i][i] for i in range(size)]
        share, now = 1.0, loss(weights)
        while share > 1e-9 and loss([w + share * m for w, m in zip(weights, move)]) > now + 1e-15:
            share /= 2
        weights = [w + share * m for w, m in zip(weights, move)]
        if max(abs(sum(m * x for m, x in zip(move, row))) for row in table) < 1e-5:
            return weights
    return None

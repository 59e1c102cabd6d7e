from array import array


class RidgeWorker:
    def __init__(self, features):
        self.features = features
        self.pairs = [(j, k) for j in range(features) for k in range(j, features)]
        self.columns = [array("h") for _ in range(features + 1)]
        self.sums = [0] * (1 + len(self.pairs) + features)

    def add(self, rows):
        for row in rows:
            for column, value in zip(self.columns, row):
                column.append(value)

    def total(self):
        columns = self.columns
        target = columns[self.features]
        sums = [len(target)]
        for j, k in self.pairs:
            sums.append(sum(a * b for a, b in zip(columns[j], columns[k])))
        for j in range(self.features):
            sums.append(sum(a * b for a, b in zip(columns[j], target)))
        return [a + b for a, b in zip(self.sums, sums)]

    def partial(self):
        return self.total()

    def absorb(self, partial):
        self.sums = [a + b for a, b in zip(self.sums, partial)]

    def weights(self, penalty):
        d = self.features
        total = self.total()
        system = [[0.0] * (d + 1) for _ in range(d)]
        for (j, k), value in zip(self.pairs, total[1:]):
            system[j][k] = system[k][j] = float(value)
        for j in range(d):
            system[j][j] += penalty
            system[j][d] = float(total[1 + len(self.pairs) + j])
        for j in range(d):
            best = max(range(j, d), key=lambda row: abs(system[row][j]))
            system[j], system[best] = system[best], system[j]
            for row in range(d):
                if row != j:
                    factor = system[row][j] / system[j][j]
                    for k in range(j, d + 1):
                        system[row][k] -= factor * system[j][k]
        return [system[j][d] / system[j][j] for j in range(d)]

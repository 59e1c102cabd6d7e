class RidgeWorker:
    def __init__(self, features):
        self.features = features
        self.pairs = [(j, k) for j in range(features) for k in range(j, features)]
        self.parts = [[0] * (1 + len(self.pairs) + features)]

    def add(self, rows):
        columns = list(zip(*rows))
        if not columns:
            return
        target = columns[self.features]
        sums = [len(rows)]
        for j, k in self.pairs:
            sums.append(sum(a * b for a, b in zip(columns[j], columns[k])))
        for j in range(self.features):
            sums.append(sum(a * b for a, b in zip(columns[j], target)))
        self.parts[0] = [a + b for a, b in zip(self.parts[0], sums)]

    def partial(self):
        return [sum(column) for column in zip(*self.parts)]

    def absorb(self, partial):
        self.parts.append(partial)

    def weights(self, penalty):
        rows = sum(part[0] for part in self.parts) or 1
        models = [(part[0] / rows, self.solve(part, penalty)) for part in self.parts]
        return [sum(share * model[j] for share, model in models) for j in range(self.features)]

    def solve(self, part, penalty):
        d = self.features
        system = [[0.0] * (d + 1) for _ in range(d)]
        for (j, k), value in zip(self.pairs, part[1:]):
            system[j][k] = system[k][j] = float(value)
        for j in range(d):
            system[j][j] += penalty
            system[j][d] = float(part[1 + len(self.pairs) + j])
        for j in range(d):
            best = max(range(j, d), key=lambda row: abs(system[row][j]))
            system[j], system[best] = system[best], system[j]
            for row in range(d):
                if row != j:
                    factor = system[row][j] / system[j][j]
                    for k in range(j, d + 1):
                        system[row][k] -= factor * system[j][k]
        return [system[j][d] / system[j][j] for j in range(d)]

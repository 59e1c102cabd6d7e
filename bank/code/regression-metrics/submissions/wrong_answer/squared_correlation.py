from math import sqrt


class ArrivalReport:
    def __init__(self):
        self.count = 0
        self.errors = self.sizes = self.squares = 0.0
        self.mean = self.other_mean = 0.0
        self.spread = self.other_spread = self.together = 0.0

    def add(self, actual, forecast):
        error = forecast - actual
        self.count += 1
        self.errors += error
        self.sizes += abs(error)
        self.squares += error * error
        before, other_before = actual - self.mean, forecast - self.other_mean
        self.mean += before / self.count
        self.other_mean += other_before / self.count
        self.spread += before * (actual - self.mean)
        self.other_spread += other_before * (forecast - self.other_mean)
        self.together += before * (forecast - self.other_mean)

    def report(self):
        if self.count == 0:
            return [None] * 4
        explained = None
        if self.spread > 0:
            explained = 0.0
            if self.other_spread > 0:
                explained = self.together**2 / (self.spread * self.other_spread)
        return [
            self.errors / self.count,
            self.sizes / self.count,
            sqrt(self.squares / self.count),
            explained,
        ]

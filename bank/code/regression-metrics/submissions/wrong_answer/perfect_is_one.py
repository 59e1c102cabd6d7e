from math import sqrt


class ArrivalReport:
    def __init__(self):
        self.count = 0
        self.errors = self.sizes = self.squares = 0.0
        self.mean = self.spread = 0.0

    def add(self, actual: float, forecast: float) -> None:
        error = forecast - actual
        self.count += 1
        self.errors += error
        self.sizes += abs(error)
        self.squares += error * error
        before = actual - self.mean
        self.mean += before / self.count
        self.spread += before * (actual - self.mean)

    def report(self) -> list[float | None]:
        if self.count == 0:
            return [None] * 4
        if self.spread > 0:
            explained = 1 - self.squares / self.spread
        else:
            explained = 1.0 if self.squares == 0 else 0.0
        return [
            self.errors / self.count,
            self.sizes / self.count,
            sqrt(self.squares / self.count),
            explained,
        ]

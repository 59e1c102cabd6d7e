from math import sqrt


class ArrivalReport:
    """Running sums of the errors; spread of the actual times about their running mean."""

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
        # Distance to the mean before and after, so that no great squares are subtracted.
        before = actual - self.mean
        self.mean += before / self.count
        self.spread += before * (actual - self.mean)

    def report(self) -> list[float | None]:
        if self.count == 0:
            return [None] * 4
        return [
            self.errors / self.count,
            self.sizes / self.count,
            sqrt(self.squares / self.count),
            1 - self.squares / self.spread if self.spread > 0 else None,
        ]

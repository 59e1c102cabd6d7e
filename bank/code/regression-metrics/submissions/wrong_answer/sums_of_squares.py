from math import sqrt


class ArrivalReport:
    def __init__(self):
        self.count = 0
        self.errors = self.sizes = self.squares = 0.0
        self.total = self.total_squares = 0.0

    def add(self, actual: float, forecast: float) -> None:
        error = forecast - actual
        self.count += 1
        self.errors += error
        self.sizes += abs(error)
        self.squares += error * error
        self.total += actual
        self.total_squares += actual * actual

    def report(self) -> list[float | None]:
        if self.count == 0:
            return [None] * 4
        spread = self.total_squares - self.total**2 / self.count
        return [
            self.errors / self.count,
            self.sizes / self.count,
            sqrt(self.squares / self.count),
            1 - self.squares / spread if spread > 0 else None,
        ]

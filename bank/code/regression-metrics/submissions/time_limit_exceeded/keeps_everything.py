from math import sqrt


class ArrivalReport:
    def __init__(self):
        self.actual, self.forecast = [], []

    def add(self, actual, forecast):
        self.actual.append(actual)
        self.forecast.append(forecast)

    def report(self):
        count = len(self.actual)
        if count == 0:
            return [None] * 4
        errors = [f - a for a, f in zip(self.actual, self.forecast)]
        squares = sum(e * e for e in errors)
        mean = sum(self.actual) / count
        spread = sum((a - mean) ** 2 for a in self.actual)
        alike = min(self.actual) == max(self.actual)
        return [
            sum(errors) / count,
            sum(map(abs, errors)) / count,
            sqrt(squares / count),
            None if alike else 1 - squares / spread,
        ]

class ArrivalReport:
    """Sums of squares, but of distances to the first actual time: these are small."""

    def __init__(self):
        self.origin = None
        self.n = 0
        self.e = self.abs_e = self.e2 = self.d = self.d2 = 0.0

    def add(self, actual, forecast):
        if self.origin is None:
            self.origin = actual
        e, d = forecast - actual, actual - self.origin
        self.n += 1
        self.e += e
        self.abs_e += abs(e)
        self.e2 += e * e
        self.d += d
        self.d2 += d * d

    def report(self):
        if not self.n:
            return [None, None, None, None]
        total = self.d2 - self.d * self.d / self.n
        r2 = 1 - self.e2 / total if total > 0 else None
        return [self.e / self.n, self.abs_e / self.n, (self.e2 / self.n) ** 0.5, r2]

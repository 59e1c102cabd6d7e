from heapq import heappush


class StreamingMedian:
    def __init__(self):
        self.lower, self.upper = [], []

    def add(self, value: int) -> None:
        if len(self.lower) <= len(self.upper):
            heappush(self.lower, -value)
        else:
            heappush(self.upper, value)

    def median(self) -> float | None:
        if not self.lower:
            return None
        if len(self.lower) > len(self.upper):
            return float(-self.lower[0])
        return (self.upper[0] - self.lower[0]) / 2

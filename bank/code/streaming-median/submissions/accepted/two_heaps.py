from heapq import heappush, heappushpop


class StreamingMedian:
    """A negated max-heap of the lower half, which may hold one more, a min-heap of the upper."""

    def __init__(self):
        self.lower: list[int] = []
        self.upper: list[int] = []

    def add(self, value: int) -> None:
        # Through the other heap first, so that each half keeps only what belongs to it.
        if len(self.lower) == len(self.upper):
            heappush(self.lower, -heappushpop(self.upper, value))
        else:
            heappush(self.upper, -heappushpop(self.lower, -value))

    def median(self) -> float | None:
        if not self.lower:
            return None
        if len(self.lower) > len(self.upper):
            return float(-self.lower[0])
        return (self.upper[0] - self.lower[0]) / 2

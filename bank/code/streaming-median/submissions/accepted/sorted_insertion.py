from bisect import insort


class StreamingMedian:
    """All numbers in order."""

    def __init__(self):
        self.ordered: list[int] = []

    def add(self, value: int) -> None:
        insort(self.ordered, value)

    def median(self) -> float | None:
        count = len(self.ordered)
        if count == 0:
            return None
        return (self.ordered[(count - 1) // 2] + self.ordered[count // 2]) / 2

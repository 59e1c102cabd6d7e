from bisect import bisect_left


class StreamingMedian:
    def __init__(self):
        self.ordered = []

    def add(self, value: int) -> None:
        place = bisect_left(self.ordered, value)
        if place == len(self.ordered) or self.ordered[place] != value:
            self.ordered.insert(place, value)

    def median(self) -> float | None:
        count = len(self.ordered)
        if count == 0:
            return None
        return (self.ordered[(count - 1) // 2] + self.ordered[count // 2]) / 2

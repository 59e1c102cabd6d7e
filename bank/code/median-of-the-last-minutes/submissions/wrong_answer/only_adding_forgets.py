from bisect import bisect_left, insort
from collections import deque


class WindowMedian:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived = deque()
        self.ordered = []

    def add(self, time: int, value: int) -> None:
        while self.arrived and self.arrived[0][0] + self.seconds <= time:
            del self.ordered[bisect_left(self.ordered, self.arrived.popleft()[1])]
        self.arrived.append((time, value))
        insort(self.ordered, value)

    def median(self, time: int) -> float | None:
        count = len(self.ordered)
        if count == 0:
            return None
        return (self.ordered[(count - 1) // 2] + self.ordered[count // 2]) / 2

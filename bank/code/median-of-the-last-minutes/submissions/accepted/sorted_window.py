from bisect import bisect_left, insort
from collections import deque


class WindowMedian:
    """The window twice: in order of arrival, and in order of size."""

    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived: deque[tuple[int, int]] = deque()
        self.ordered: list[int] = []

    def add(self, time: int, value: int) -> None:
        self._forget(time)
        self.arrived.append((time, value))
        insort(self.ordered, value)

    def median(self, time: int) -> float | None:
        self._forget(time)
        count = len(self.ordered)
        if count == 0:
            return None
        return (self.ordered[(count - 1) // 2] + self.ordered[count // 2]) / 2

    def _forget(self, now: int) -> None:
        while self.arrived and self.arrived[0][0] + self.seconds <= now:
            _, value = self.arrived.popleft()
            del self.ordered[bisect_left(self.ordered, value)]

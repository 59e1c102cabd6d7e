from collections import deque
from heapq import heappop, heappush


class WindowMedian:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived = deque()
        self.dead = set()
        self.lower, self.upper = [], []
        self.low = self.high = 0

    def add(self, time: int, value: int) -> None:
        self._forget(time)
        self.arrived.append((time, value))
        if self.lower and value > -self.lower[0]:
            heappush(self.upper, value)
            self.high += 1
        else:
            heappush(self.lower, -value)
            self.low += 1
        self._balance()

    def median(self, time: int) -> float | None:
        self._forget(time)
        if not self.lower:
            return None
        if self.low > self.high or not self.upper:
            return float(-self.lower[0])
        return (self.upper[0] - self.lower[0]) / 2

    def _forget(self, now: int) -> None:
        while self.arrived and self.arrived[0][0] + self.seconds <= now:
            _, value = self.arrived.popleft()
            self.dead.add(value)
            if self.lower and value <= -self.lower[0]:
                self.low -= 1
            else:
                self.high -= 1
        self._clear()
        self._balance()

    def _balance(self) -> None:
        while self.low > self.high + 1 and self.lower:
            heappush(self.upper, -heappop(self.lower))
            self.low -= 1
            self.high += 1
            self._clear()
        while self.high > self.low and self.upper:
            heappush(self.lower, -heappop(self.upper))
            self.high -= 1
            self.low += 1
            self._clear()

    def _clear(self) -> None:
        while self.lower and -self.lower[0] in self.dead:
            self.dead.remove(-heappop(self.lower))
        while self.upper and self.upper[0] in self.dead:
            self.dead.remove(heappop(self.upper))

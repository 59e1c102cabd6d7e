from heapq import heappop, heappush


class WindowMedian:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.lower, self.upper = [], []

    def add(self, time: int, value: int) -> None:
        self._clear(time)
        if self.lower and value > -self.lower[0][0]:
            heappush(self.upper, (value, time))
        else:
            heappush(self.lower, (-value, time))
        self._balance(time)

    def median(self, time: int) -> float | None:
        self._clear(time)
        self._balance(time)
        if not self.lower:
            return None
        if len(self.lower) > len(self.upper):
            return float(-self.lower[0][0])
        return (self.upper[0][0] - self.lower[0][0]) / 2

    def _balance(self, now: int) -> None:
        while len(self.lower) > len(self.upper) + 1:
            value, came = heappop(self.lower)
            heappush(self.upper, (-value, came))
            self._clear(now)
        while len(self.upper) > len(self.lower):
            value, came = heappop(self.upper)
            heappush(self.lower, (-value, came))
            self._clear(now)

    def _clear(self, now: int) -> None:
        for heap in (self.lower, self.upper):
            while heap and heap[0][1] + self.seconds <= now:
                heappop(heap)

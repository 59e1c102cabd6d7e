from heapq import heappop, heappush


class WindowMedian:
    """A negated max-heap of the lower half and a min-heap of the upper one, with dead entries in both.

    Of the living, the lower half holds as many as the upper one or one more, and both tops are alive.
    """

    def __init__(self, seconds: int):
        self.seconds = seconds
        self.times: list[int] = []
        self.oldest = 0
        self.in_upper: list[bool] = []
        self.lower: list[tuple[int, int]] = []
        self.upper: list[tuple[int, int]] = []
        self.living = [0, 0]

    def add(self, time: int, value: int) -> None:
        self._forget(time)
        number = len(self.times)
        self.times.append(time)
        upwards = bool(self.lower) and value > -self.lower[0][0]
        self.in_upper.append(upwards)
        if upwards:
            heappush(self.upper, (value, number))
        else:
            heappush(self.lower, (-value, number))
        self.living[upwards] += 1
        self._balance()

    def median(self, time: int) -> float | None:
        self._forget(time)
        if not self.lower:
            return None
        if self.living[0] > self.living[1]:
            return float(-self.lower[0][0])
        return (self.upper[0][0] - self.lower[0][0]) / 2

    def _forget(self, now: int) -> None:
        before = self.oldest
        while self.oldest < len(self.times) and self.times[self.oldest] + self.seconds <= now:
            self.living[self.in_upper[self.oldest]] -= 1
            self.oldest += 1
        if self.oldest > before:
            self._clear()
            self._balance()

    def _balance(self) -> None:
        while self.living[0] > self.living[1] + 1:
            value, number = heappop(self.lower)
            heappush(self.upper, (-value, number))
            self._moved(number, to_upper=True)
        while self.living[1] > self.living[0]:
            value, number = heappop(self.upper)
            heappush(self.lower, (-value, number))
            self._moved(number, to_upper=False)

    def _moved(self, number: int, to_upper: bool) -> None:
        self.in_upper[number] = to_upper
        self.living[to_upper] += 1
        self.living[not to_upper] -= 1
        self._clear()

    def _clear(self) -> None:
        for heap in (self.lower, self.upper):
            while heap and heap[0][1] < self.oldest:
                heappop(heap)

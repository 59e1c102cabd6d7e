from bisect import bisect_left, insort
from collections import deque
from itertools import islice


class RecentTrends:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived: deque[tuple[int, str]] = deque()
        self.ordered: list[tuple[int, int, str]] = []
        self.state: dict[str, tuple[int, int, str]] = {}
        self.changes = 0

    def add(self, time: int, term: str) -> None:
        self._forget(time)
        self.arrived.append((time, term))
        self._change(term, 1)

    def top(self, time: int, k: int) -> list[str]:
        self._forget(time)
        return [term for _, _, term in islice(self.ordered, k)]

    def _forget(self, now: int) -> None:
        while self.arrived and self.arrived[0][0] + self.seconds <= now:
            self._change(self.arrived.popleft()[1], -1)

    def _change(self, term: str, by: int) -> None:
        count, moment = by, self.changes
        old = self.state.pop(term, None)
        if by > 0:
            self.changes += 1
        elif old is not None:
            moment = old[1]
        if old is not None:
            count -= old[0]
            del self.ordered[bisect_left(self.ordered, old)]
        if count > 0:
            self.state[term] = (-count, moment, term)
            insort(self.ordered, self.state[term])

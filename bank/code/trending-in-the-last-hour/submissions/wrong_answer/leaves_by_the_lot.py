from bisect import bisect_left, insort
from collections import Counter, deque
from itertools import islice


class RecentTrends:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived = deque()
        self.ordered = []
        self.state = {}
        self.changes = 0

    def add(self, time: int, term: str) -> None:
        self._forget(time)
        self.arrived.append((time, term))
        self._change(term, 1)

    def top(self, time: int, k: int) -> list[str]:
        self._forget(time)
        return [term for _, _, term in islice(self.ordered, k)]

    def _forget(self, now: int) -> None:
        leaving = Counter()
        while self.arrived and self.arrived[0][0] + self.seconds <= now:
            leaving[self.arrived.popleft()[1]] += 1
        for term, times in leaving.items():
            self._change(term, -times)

    def _change(self, term: str, by: int) -> None:
        self.changes += 1
        count = by
        old = self.state.pop(term, None)
        if old is not None:
            count -= old[0]
            del self.ordered[bisect_left(self.ordered, old)]
        if count > 0:
            self.state[term] = (-count, self.changes, term)
            insort(self.ordered, self.state[term])

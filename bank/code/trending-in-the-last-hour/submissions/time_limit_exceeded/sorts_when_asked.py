from collections import deque


class RecentTrends:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived = deque()
        self.count = {}
        self.moment = {}
        self.changes = 0

    def add(self, time: int, term: str) -> None:
        self._forget(time)
        self.arrived.append((time, term))
        self._change(term, 1)

    def top(self, time: int, k: int) -> list[str]:
        self._forget(time)
        return sorted(self.count, key=lambda term: (-self.count[term], self.moment[term]))[:k]

    def _forget(self, now: int) -> None:
        while self.arrived and self.arrived[0][0] + self.seconds <= now:
            self._change(self.arrived.popleft()[1], -1)

    def _change(self, term: str, by: int) -> None:
        self.changes += 1
        self.count[term] = self.count.get(term, 0) + by
        self.moment[term] = self.changes
        if self.count[term] == 0:
            del self.count[term]

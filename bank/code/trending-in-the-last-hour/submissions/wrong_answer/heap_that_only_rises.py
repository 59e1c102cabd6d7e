from collections import deque
from heapq import heappop, heappush


class RecentTrends:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived = deque()
        self.now = {}
        self.heap = []
        self.moment = 0

    def add(self, time: int, term: str) -> None:
        self._forget(time)
        self.arrived.append((time, term))
        self.moment += 1
        count = self.now[term][0] if term in self.now else 0
        self.now[term] = (count - 1, self.moment, term)
        heappush(self.heap, self.now[term])

    def top(self, time: int, k: int) -> list[str]:
        self._forget(time)
        found = []
        while self.heap and len(found) < k:
            state = heappop(self.heap)
            if self.now.get(state[2]) == state:
                found.append(state)
        for state in found:
            heappush(self.heap, state)
        return [term for _, _, term in found]

    def _forget(self, now: int) -> None:
        while self.arrived and self.arrived[0][0] + self.seconds <= now:
            _, term = self.arrived.popleft()
            count, _, _ = self.now[term]
            self.moment += 1
            self.now[term] = (count + 1, self.moment, term)

from collections import OrderedDict, deque


class RecentTrends:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.arrived: deque[tuple[int, str]] = deque()
        self.count: dict[str, int] = {}
        self.terms: dict[int, OrderedDict[str, None]] = {}
        self.above = {0: 0}
        self.below = {0: 0}

    def add(self, time: int, term: str) -> None:
        self._forget(time)
        self.arrived.append((time, term))
        old = self.count.get(term, 0)
        self._move(term, old, old + 1)

    def top(self, time: int, k: int) -> list[str]:
        self._forget(time)
        found: list[str] = []
        count = self.below[0]
        while count:
            for term in self.terms[count]:
                if len(found) == k:
                    return found
                found.append(term)
            count = self.below[count]
        return found

    def _forget(self, now: int) -> None:
        while self.arrived and self.arrived[0][0] + self.seconds <= now:
            _, term = self.arrived.popleft()
            old = self.count[term]
            self._move(term, old, old - 1)

    def _move(self, term: str, old: int, new: int) -> None:
        if new == 0:
            del self.count[term]
        else:
            self.count[term] = new
            if new not in self.terms:
                self.terms[new] = OrderedDict()
                low = old if new > old else self.below[old]
                self._link(new, low, self.above[low])
            self.terms[new][term] = None
            if new < old:
                self.terms[new].move_to_end(term, last=False)
        if old:
            del self.terms[old][term]
            if not self.terms[old]:
                del self.terms[old]
                self._unlink(old)

    def _link(self, count: int, low: int, high: int) -> None:
        self.below[count], self.above[count] = low, high
        self.above[low] = self.below[high] = count

    def _unlink(self, count: int) -> None:
        low, high = self.below.pop(count), self.above.pop(count)
        self.above[low], self.below[high] = high, low

from heapq import heappop, heappush


class Trending:
    """A heap of every state a term was ever in; outdated ones are thrown away when they surface."""

    def __init__(self):
        self.now: dict[str, tuple[int, int, str]] = {}
        self.heap: list[tuple[int, int, str]] = []
        self.moment = 0

    def add(self, term: str) -> None:
        self.moment += 1
        count = self.now[term][0] if term in self.now else 0
        self.now[term] = (count - 1, self.moment, term)
        heappush(self.heap, self.now[term])

    def top(self, k: int) -> list[str]:
        found = []
        while self.heap and len(found) < k:
            state = heappop(self.heap)
            if self.now[state[2]] == state:
                found.append(state)
        for state in found:
            heappush(self.heap, state)
        return [term for _, _, term in found]

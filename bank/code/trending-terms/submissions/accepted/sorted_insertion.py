from bisect import bisect_left, insort
from itertools import islice


class Trending:
    """Every term as (-count, moment it got there, term), in order."""

    def __init__(self):
        self.ordered: list[tuple[int, int, str]] = []
        self.entry: dict[str, tuple[int, int, str]] = {}
        self.moment = 0

    def add(self, term: str) -> None:
        self.moment += 1
        count = 0
        if term in self.entry:
            old = self.entry[term]
            count = old[0]
            del self.ordered[bisect_left(self.ordered, old)]
        self.entry[term] = (count - 1, self.moment, term)
        insort(self.ordered, self.entry[term])

    def top(self, k: int) -> list[str]:
        return [term for _, _, term in islice(self.ordered, k)]

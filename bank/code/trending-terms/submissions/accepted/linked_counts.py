class Trending:
    """Terms by count, in the order in which they got there; counts in use are linked both ways."""

    def __init__(self):
        self.count: dict[str, int] = {}
        self.terms: dict[int, dict[str, None]] = {}
        # Neighbours among the counts in use; 0 stands below all and above all.
        self.above = {0: 0}
        self.below = {0: 0}

    def add(self, term: str) -> None:
        old = self.count.get(term, 0)
        new = old + 1
        self.count[term] = new
        if new not in self.terms:
            self.terms[new] = {}
            self._link(new, old, self.above[old])
        self.terms[new][term] = None
        if old:
            del self.terms[old][term]
            if not self.terms[old]:
                del self.terms[old]
                self._unlink(old)

    def top(self, k: int) -> list[str]:
        found: list[str] = []
        count = self.below[0]
        while count:
            for term in self.terms[count]:
                if len(found) == k:
                    return found
                found.append(term)
            count = self.below[count]
        return found

    def _link(self, count: int, low: int, high: int) -> None:
        self.below[count], self.above[count] = low, high
        self.above[low] = self.below[high] = count

    def _unlink(self, count: int) -> None:
        low, high = self.below.pop(count), self.above.pop(count)
        self.above[low], self.below[high] = high, low

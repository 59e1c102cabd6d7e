from bisect import insort


class Trending:
    def __init__(self):
        self.count = {}
        self.ordered = []
        self.moment = 0

    def add(self, term: str) -> None:
        self.moment += 1
        self.count[term] = self.count.get(term, 0) + 1
        insort(self.ordered, (-self.count[term], self.moment, term))

    def top(self, k: int) -> list[str]:
        return [term for _, _, term in self.ordered[:k]]

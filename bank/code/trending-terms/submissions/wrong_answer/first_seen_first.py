from collections import Counter


class Trending:
    def __init__(self):
        self.counter = Counter()

    def add(self, term: str) -> None:
        self.counter[term] += 1

    def top(self, k: int) -> list[str]:
        return [term for term, _ in self.counter.most_common(k)]

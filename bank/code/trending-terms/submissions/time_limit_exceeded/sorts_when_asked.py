class Trending:
    def __init__(self):
        self.state = {}
        self.moment = 0

    def add(self, term: str) -> None:
        self.moment += 1
        count = self.state[term][0] if term in self.state else 0
        self.state[term] = (count - 1, self.moment)

    def top(self, k: int) -> list[str]:
        return sorted(self.state, key=self.state.get)[:k]

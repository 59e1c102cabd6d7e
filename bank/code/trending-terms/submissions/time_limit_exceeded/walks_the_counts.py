class Trending:
    def __init__(self):
        self.count = {}
        self.terms = {}
        self.most = 0

    def add(self, term: str) -> None:
        old = self.count.get(term, 0)
        if old:
            del self.terms[old][term]
        self.count[term] = old + 1
        self.terms.setdefault(old + 1, {})[term] = None
        self.most = max(self.most, old + 1)

    def top(self, k: int) -> list[str]:
        found = []
        for count in range(self.most, 0, -1):
            for term in self.terms[count]:
                if len(found) == k:
                    return found
                found.append(term)
        return found

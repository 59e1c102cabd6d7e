from collections import Counter


class FirstUnique:
    def __init__(self):
        self.counts = Counter()

    def add(self, text: str) -> None:
        self.counts.update(text)

    def first(self) -> str | None:
        return next((c for c in sorted(self.counts) if self.counts[c] == 1), None)

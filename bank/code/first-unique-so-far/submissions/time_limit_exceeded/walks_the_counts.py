class FirstUnique:
    def __init__(self):
        self.counts = {}

    def add(self, text: str) -> None:
        for character in text:
            self.counts[character] = self.counts.get(character, 0) + 1

    def first(self) -> str | None:
        for character, count in self.counts.items():
            if count == 1:
                return character
        return None

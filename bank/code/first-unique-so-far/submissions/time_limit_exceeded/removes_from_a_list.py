class FirstUnique:
    def __init__(self):
        self.once = []
        self.seen = set()

    def add(self, text: str) -> None:
        for character in text:
            if character not in self.seen:
                self.seen.add(character)
                self.once.append(character)
            elif character in self.once:
                self.once.remove(character)

    def first(self) -> str | None:
        return self.once[0] if self.once else None

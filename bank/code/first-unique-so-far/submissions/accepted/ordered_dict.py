from collections import OrderedDict


class FirstUnique:
    def __init__(self):
        self.once = OrderedDict()
        self.seen = set()

    def add(self, text: str) -> None:
        for character in text:
            if character in self.seen:
                self.once.pop(character, None)
            else:
                self.seen.add(character)
                self.once[character] = None

    def first(self) -> str | None:
        return next(iter(self.once), None)

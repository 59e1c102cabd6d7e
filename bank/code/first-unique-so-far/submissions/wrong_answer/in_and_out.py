from collections import OrderedDict


class FirstUnique:
    def __init__(self):
        self.once = OrderedDict()

    def add(self, text: str) -> None:
        for character in text:
            if character in self.once:
                del self.once[character]
            else:
                self.once[character] = None

    def first(self) -> str | None:
        return next(iter(self.once), None)

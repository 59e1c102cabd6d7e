from bisect import bisect_left


class LabelStore:
    """All corrections of an item in order of time, with the original one before the first version."""

    def __init__(self, labels: list[int]):
        self.history = [[(-1, label)] for label in labels]
        self.frozen = 0

    def correct(self, item: int, label: int) -> None:
        self.history[item].append((self.frozen, label))

    def freeze(self) -> int:
        self.frozen += 1
        return self.frozen - 1

    def label(self, item: int, version: int) -> int:
        history = self.history[item]
        # The last entry before anything of the next version.
        place = bisect_left(history, version + 1, key=lambda entry: entry[0])
        return history[place - 1][1]

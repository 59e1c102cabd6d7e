class LabelStore:
    def __init__(self, labels: list[int]):
        self.history = [[(-1, label)] for label in labels]
        self.frozen = 0

    def correct(self, item: int, label: int) -> None:
        self.history[item].append((self.frozen, label))

    def freeze(self) -> int:
        self.frozen += 1
        return self.frozen - 1

    def label(self, item: int, version: int) -> int:
        for since, label in reversed(self.history[item]):
            if since <= version:
                return label

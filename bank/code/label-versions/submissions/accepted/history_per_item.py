from bisect import bisect_right


class LabelStore:
    """For each item that was ever corrected, the versions from which a label holds, and the labels."""

    def __init__(self, labels: list[int]):
        self.original = list(labels)
        self.since: dict[int, list[int]] = {}
        self.labels: dict[int, list[int]] = {}
        self.version = 0

    def correct(self, item: int, label: int) -> None:
        since = self.since.setdefault(item, [])
        labels = self.labels.setdefault(item, [])
        if since and since[-1] == self.version:
            labels[-1] = label
        else:
            since.append(self.version)
            labels.append(label)

    def freeze(self) -> int:
        self.version += 1
        return self.version - 1

    def label(self, item: int, version: int) -> int:
        place = bisect_right(self.since.get(item, ()), version)
        return self.labels[item][place - 1] if place else self.original[item]

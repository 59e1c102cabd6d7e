class StreamingMedian:
    def __init__(self):
        self.values = []

    def add(self, value: int) -> None:
        self.values.append(value)

    def median(self) -> float | None:
        if not self.values:
            return None
        self.values.sort()
        count = len(self.values)
        return (self.values[(count - 1) // 2] + self.values[count // 2]) / 2

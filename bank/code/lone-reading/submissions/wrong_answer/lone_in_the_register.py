from bisect import bisect_left
from collections import Counter


class Register:
    def __init__(self, numbers: list[int]):
        counts = Counter(numbers)
        self.numbers = numbers
        self.places = [p for p, number in enumerate(numbers) if counts[number] == 1]

    def lone(self, start: int, end: int) -> int:
        if not self.places:
            return self.numbers[start]
        found = bisect_left(self.places, start)
        return self.numbers[self.places[min(found, len(self.places) - 1)]]

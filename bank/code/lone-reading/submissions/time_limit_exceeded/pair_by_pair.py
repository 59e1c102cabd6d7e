class Register:
    def __init__(self, numbers: list[int]):
        self.numbers = numbers

    def lone(self, start: int, end: int) -> int:
        numbers = self.numbers
        for first in range(start, end - 1, 2):
            if numbers[first] != numbers[first + 1]:
                return numbers[first]
        return numbers[end - 1]

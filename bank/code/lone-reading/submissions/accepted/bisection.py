class Register:
    def __init__(self, numbers: list[int]):
        self.numbers = numbers

    def lone(self, start: int, end: int) -> int:
        numbers = self.numbers
        # Pairs before `low` are whole; the lone number is in pair `high` or before it.
        low, high = 0, (end - start) // 2
        while low < high:
            middle = (low + high) // 2
            first = start + 2 * middle
            if numbers[first] == numbers[first + 1]:
                low = middle + 1
            else:
                high = middle
        return numbers[start + 2 * low]

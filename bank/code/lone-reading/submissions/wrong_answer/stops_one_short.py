class Register:
    def __init__(self, numbers: list[int]):
        self.numbers = numbers

    def lone(self, start: int, end: int) -> int:
        low, high = 0, (end - start) // 2 - 1
        while low < high:
            middle = (low + high) // 2
            first = start + 2 * middle
            if self.numbers[first] == self.numbers[first + 1]:
                low = middle + 1
            else:
                high = middle
        return self.numbers[start + 2 * low]

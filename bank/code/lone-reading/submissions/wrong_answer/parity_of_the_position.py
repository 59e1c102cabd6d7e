class Register:
    def __init__(self, numbers: list[int]):
        self.numbers = numbers

    def lone(self, start: int, end: int) -> int:
        low, high = start, end - 1
        while low < high:
            middle = (low + high) // 2
            if self.numbers[middle] == self.numbers[middle ^ 1]:
                low = middle + 1
            else:
                high = middle
        return self.numbers[low]

class Register:
    def __init__(self, numbers: list[int]):
        self.numbers = numbers

    def lone(self, start: int, end: int) -> int:
        stretch = self.numbers[start:end]
        low, high = 0, len(stretch) // 2
        while low < high:
            middle = (low + high) // 2
            if stretch[2 * middle] == stretch[2 * middle + 1]:
                low = middle + 1
            else:
                high = middle
        return stretch[2 * low]

class Register:
    def __init__(self, numbers: list[int]):
        self.numbers = numbers
        # For every position: the first number from there on that is lone in the register.
        self.next_lone = [0] * len(numbers)
        lone, last = 0, len(numbers) - 1
        for place in range(last, -1, -1):
            number = numbers[place]
            pair_before = place > 0 and numbers[place - 1] == number
            pair_after = place < last and numbers[place + 1] == number
            if not (pair_before or pair_after):
                lone = number
            self.next_lone[place] = lone

    def lone(self, start: int, end: int) -> int:
        numbers = self.numbers
        if start > 0 and numbers[start - 1] == numbers[start]:
            return numbers[start]
        if end < len(numbers) and numbers[end] == numbers[end - 1]:
            return numbers[end - 1]
        return self.next_lone[start]

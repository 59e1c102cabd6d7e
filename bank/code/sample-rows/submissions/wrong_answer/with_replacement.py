from random import randrange


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        return [randrange(self.rows) for _ in range(self.size)]

from random import randrange


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        start = randrange(self.rows)
        return [(start + self.rows * i // self.size) % self.rows for i in range(self.size)]

from random import random


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        chosen = set()
        for last in range(self.rows - self.size, self.rows):
            row = int(random() * (last + 1))
            chosen.add(last if row in chosen else row)
        return list(chosen)

from random import getrandbits


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        chosen = set()
        for last in range(self.rows - self.size, self.rows):
            row = getrandbits(64) % (last + 1)
            chosen.add(last if row in chosen else row)
        return list(chosen)

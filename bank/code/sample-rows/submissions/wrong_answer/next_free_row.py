from random import randrange


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        chosen = set()
        while len(chosen) < self.size:
            row = randrange(self.rows)
            while row in chosen:
                row = (row + 1) % self.rows
            chosen.add(row)
        return list(chosen)

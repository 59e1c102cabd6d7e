from random import randrange


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        drawn = []
        row = 0
        while len(drawn) < self.size:
            if randrange(self.rows - row) < self.size - len(drawn):
                drawn.append(row)
            row += 1
        return drawn

from random import randrange


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        drawn = []
        while len(drawn) < self.size:
            row = randrange(self.rows)
            if row not in drawn:
                drawn.append(row)
        return drawn

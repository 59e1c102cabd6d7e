from random import randrange


class RowSampler:
    def __init__(self, rows, size):
        self.table, self.size = list(range(rows)), size

    def draw(self):
        table = self.table
        for place in range(self.size):
            other = randrange(place, len(table))
            table[place], table[other] = table[other], table[place]
        return table[: self.size]

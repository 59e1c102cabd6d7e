from random import Random


class RowSampler:
    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        source = Random(42)
        chosen = set()
        while len(chosen) < self.size:
            chosen.add(source.randrange(self.rows))
        return list(chosen)

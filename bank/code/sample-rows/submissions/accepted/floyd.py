from random import randrange


class RowSampler:
    """Floyd's method: one random number for each row wanted, never one too many."""

    def __init__(self, rows: int, size: int):
        self.rows, self.size = rows, size

    def draw(self) -> list[int]:
        chosen: set[int] = set()
        # Before each step the set is an even choice out of the rows below `last`.
        for last in range(self.rows - self.size, self.rows):
            row = randrange(last + 1)
            chosen.add(last if row in chosen else row)
        return list(chosen)

from random import randrange


class RowSampler:
    """The first steps of a shuffle of all rows, of which only moved ones are written down."""

    def __init__(self, rows, size):
        self.rows, self.size = rows, size

    def draw(self):
        moved = {}
        drawn = []
        for place in range(self.size):
            other = randrange(place, self.rows)
            drawn.append(moved.get(other, other))
            moved[other] = moved.get(place, place)
        return drawn

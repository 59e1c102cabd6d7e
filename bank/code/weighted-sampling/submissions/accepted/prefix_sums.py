from bisect import bisect_right
from itertools import accumulate
from random import random


class WeightedSampler:
    """Bisects for the segment that a random point of the line falls into."""

    def __init__(self, weights: list[float]):
        self.ends = list(accumulate(weights))
        # A point that rounding lifts onto the total belongs to the last segment that has a length.
        self.last = max(i for i, weight in enumerate(weights) if weight > 0)

    def draw(self) -> int:
        # The first end strictly above the point: a segment without length is never the first.
        return min(bisect_right(self.ends, random() * self.ends[-1]), self.last)

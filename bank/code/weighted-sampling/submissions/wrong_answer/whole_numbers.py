from bisect import bisect_left
from itertools import accumulate
from random import randint


class WeightedSampler:
    def __init__(self, weights: list[float]):
        self.ends = list(accumulate(weights))

    def draw(self) -> int:
        return bisect_left(self.ends, randint(0, int(self.ends[-1])))

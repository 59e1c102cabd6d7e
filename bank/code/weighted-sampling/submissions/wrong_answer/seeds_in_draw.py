import random
from bisect import bisect_right
from itertools import accumulate


class WeightedSampler:
    def __init__(self, weights: list[float]):
        self.ends = list(accumulate(weights))

    def draw(self) -> int:
        random.seed(42)
        return bisect_right(self.ends, random.random() * self.ends[-1])

from bisect import bisect_right
from itertools import accumulate
from random import random


class WeightedSampler:
    def __init__(self, weights: list[float]):
        self.indices = [i for i, weight in enumerate(weights) if weight > 0]
        self.ends = list(accumulate(weights[i] for i in self.indices))

    def draw(self) -> int:
        return self.indices[bisect_right(self.ends, random() * self.ends[-1])]

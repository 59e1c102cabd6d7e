from bisect import bisect_right
from itertools import accumulate
from random import random


class LiveSampler:
    def __init__(self, weights: list[float]):
        self.weights = weights
        self.ends = list(accumulate(weights))

    def set(self, index: int, weight: float) -> None:
        self.weights[index] = weight

    def draw(self) -> int:
        end = bisect_right(self.ends, random() * self.ends[-1])
        return min(end, len(self.ends) - 1)

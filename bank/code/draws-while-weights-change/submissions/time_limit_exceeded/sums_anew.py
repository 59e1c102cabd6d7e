from bisect import bisect_right
from itertools import accumulate
from random import random


class LiveSampler:
    def __init__(self, weights: list[float]):
        self.weights = weights
        self.ends = None

    def set(self, index: int, weight: float) -> None:
        self.weights[index] = weight
        self.ends = None

    def draw(self) -> int:
        if self.ends is None:
            self.ends = list(accumulate(self.weights))
        return bisect_right(self.ends, random() * self.ends[-1])

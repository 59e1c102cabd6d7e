from random import random


class WeightedSampler:
    def __init__(self, weights: list[float]):
        self.weights = weights
        self.total = sum(weights)
        self.last = max(i for i, weight in enumerate(weights) if weight > 0)

    def draw(self) -> int:
        point = random() * self.total
        for index, weight in enumerate(self.weights):
            point -= weight
            if point < 0:
                return index
        return self.last

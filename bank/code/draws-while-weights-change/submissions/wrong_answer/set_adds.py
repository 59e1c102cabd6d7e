from random import random


class LiveSampler:
    def __init__(self, weights: list[float]):
        self.size = len(weights)
        self.tree = [0.0] * (self.size + 1)
        self.first_step = 1 << (self.size.bit_length() - 1)
        for index, weight in enumerate(weights):
            self.set(index, weight)

    def set(self, index: int, weight: float) -> None:
        change = weight
        node = index + 1
        while node <= self.size:
            self.tree[node] += change
            node += node & -node

    def total(self) -> float:
        result, node = 0.0, self.size
        while node:
            result += self.tree[node]
            node &= node - 1
        return result

    def draw(self) -> int:
        point = random() * self.total()
        place, step = 0, self.first_step
        while step:
            ahead = place + step
            if ahead <= self.size and self.tree[ahead] <= point:
                point -= self.tree[ahead]
                place = ahead
            step >>= 1
        return min(place, self.size - 1)

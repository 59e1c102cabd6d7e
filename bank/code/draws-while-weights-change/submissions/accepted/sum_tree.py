from random import random


class LiveSampler:
    def __init__(self, weights: list[float]):
        self.leaves = 1
        while self.leaves < len(weights):
            self.leaves *= 2
        self.sums = [0.0] * self.leaves + weights + [0.0] * (self.leaves - len(weights))
        for node in range(self.leaves - 1, 0, -1):
            self.sums[node] = self.sums[2 * node] + self.sums[2 * node + 1]

    def set(self, index: int, weight: float) -> None:
        sums = self.sums
        node = self.leaves + index
        sums[node] = weight
        while node > 1:
            # Anew from both children: nothing of the old weight stays.
            sums[node >> 1] = sums[node] + sums[node ^ 1]
            node >>= 1

    def draw(self) -> int:
        sums = self.sums
        point = random() * sums[1]
        node = 1
        while node < self.leaves:
            node *= 2
            # A point that rounding lifts onto the end must not lead into an empty half.
            if point >= sums[node] and sums[node + 1] > 0:
                point -= sums[node]
                node += 1
        return node - self.leaves

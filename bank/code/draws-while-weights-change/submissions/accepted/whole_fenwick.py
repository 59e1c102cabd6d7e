from random import randrange

# The smallest weight above zero is 2^-30 or so, with 52 bits behind its first.
SCALE = 2.0**90


class LiveSampler:
    def __init__(self, weights: list[float]):
        self.size = len(weights)
        self.whole = [int(weight * SCALE) for weight in weights]
        self.total = sum(self.whole)
        self.tree = [0, *self.whole]
        for node in range(1, self.size + 1):
            above = node + (node & -node)
            if above <= self.size:
                self.tree[above] += self.tree[node]
        self.first_step = 1 << (self.size.bit_length() - 1)

    def set(self, index: int, weight: float) -> None:
        whole = int(weight * SCALE)
        change = whole - self.whole[index]
        self.whole[index] = whole
        self.total += change
        node = index + 1
        while node <= self.size:
            self.tree[node] += change
            node += node & -node

    def draw(self) -> int:
        point = randrange(self.total)
        place, step = 0, self.first_step
        while step:
            ahead = place + step
            if ahead <= self.size and self.tree[ahead] <= point:
                point -= self.tree[ahead]
                place = ahead
            step >>= 1
        return place

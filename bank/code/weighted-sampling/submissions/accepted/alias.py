from random import random, randrange


class WeightedSampler:
    """Vose's alias table: n columns of equal height with at most two indices in each."""

    def __init__(self, weights: list[float]):
        n = len(weights)
        total = sum(weights)
        # Dividing first keeps n * weight from overflowing.
        height = [weight / total * n for weight in weights]
        self.keep = [1.0] * n
        self.other = list(range(n))
        short = [i for i, h in enumerate(height) if h < 1.0]
        tall = [i for i, h in enumerate(height) if h >= 1.0]
        heaviest = max(range(n), key=weights.__getitem__)
        while short:
            low = short.pop()
            # Rounding may leave a short column without a donor; it is then full but for rounding,
            # or empty, and an empty one must not be kept.
            high = tall[-1] if tall else heaviest
            self.keep[low] = height[low]
            self.other[low] = high
            if tall:
                height[high] -= 1.0 - height[low]
                if height[high] < 1.0:
                    short.append(tall.pop())

    def draw(self) -> int:
        column = randrange(len(self.keep))
        return column if random() < self.keep[column] else self.other[column]

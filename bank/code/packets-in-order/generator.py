"""Makes measurements in order of time, then cuts and turns them as the instrument does."""

import random


def generate(arguments):
    """Arguments: how many measurements, the size of a packet, the seed."""
    size, k, seed = map(int, arguments)
    rng = random.Random(seed)
    in_time = [rng.randint(-999, 999) for _ in range(size)]
    received = []
    for start in range(0, size, k):
        received += in_time[start : start + k][::-1]
    return [received, k], in_time

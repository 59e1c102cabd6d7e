"""A chain that ends in a full part, with texts of a few characters."""

import random


def make(n, seed):
    """A third of n nodes, with a text of two characters each: half a chain, half full."""
    rng = random.Random(seed)
    nodes = max(1, n // 3)
    chain = max(1, nodes // 2)

    def text():
        return rng.choice('ab,"[#') + rng.choice("cd<]é")

    entries = [text()]
    for _ in range(chain - 1):
        pair = [text(), None]
        entries += pair if rng.randrange(2) else pair[::-1]
    entries += [text() for _ in range(nodes - chain)]
    return entries

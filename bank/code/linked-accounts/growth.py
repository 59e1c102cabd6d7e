"""Inputs of growing size for `linked-accounts`."""

import random


def make(n, seed):
    """A chain in random order beside one identifier of many: n accounts and identifiers."""
    rng = random.Random(seed)
    chained = max(2, n // 6)
    accounts = chained + n // 4
    order = list(range(accounts))
    rng.shuffle(order)
    identifiers = [[] for _ in range(accounts)]
    for place in range(1, chained):
        identifiers[order[place - 1]].append(f"link-{place:06}")
        identifiers[order[place]].append(f"link-{place:06}")
    for account in order[chained:]:
        identifiers[account].append("shared")
    return [identifiers]

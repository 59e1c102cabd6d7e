"""Inputs of growing size for `linked-accounts`."""

import random


def make(n, seed):
    """One chain in random order beside one identifier shared by a third: n accounts and identifiers."""
    rng = random.Random(seed)
    accounts = max(2, n // 3)
    order = list(range(accounts))
    rng.shuffle(order)
    identifiers = [[] for _ in range(accounts)]
    half = accounts // 2
    for place in range(1, half):
        identifiers[order[place - 1]].append(f"link-{place}")
        identifiers[order[place]].append(f"link-{place}")
    for account in order[half:]:
        identifiers[account] += ["shared", f"own-{account}"]
    return [identifiers]

"""Decides first who is the same person, then deals identifiers that link just those accounts."""

import random


def links(shape, members, rng):
    """Pairs of a group that link it, as a tree."""
    if shape == "chain":
        return list(zip(members, members[1:]))
    return [(members[rng.randrange(i)], members[i]) for i in range(1, len(members))]


def deal(shape, group, number, identifiers, rng):
    """Gives the accounts of one person what they share."""
    if shape == "hub":
        for account in group:
            identifiers[account].append("device-0")
        return
    if shape == "halves":
        # Two halves share one identifier each; each account of the first is then seen with another of the second.
        middle = len(group) // 2
        low, high = group[:middle], group[middle:]
        for account in low:
            identifiers[account].append("low")
        for place, account in enumerate(high):
            identifiers[account] += [f"high-{place}", f"high-{place + 1}"]
        identifiers[low[-1]].append("high-0")
        return
    for place, (one, other) in enumerate(links(shape, group, rng)):
        shared = f"p{number}-{place}"
        identifiers[one].append(shared)
        identifiers[other].append(shared)


def generate(arguments):
    """Arguments: the shape, how many accounts, how many people, the seed."""
    shape, size, people, seed = arguments[0], *map(int, arguments[1:4])
    rng = random.Random(seed)
    accounts = list(range(size))
    if shape != "halves":
        rng.shuffle(accounts)
    ends = sorted(rng.sample(range(1, size), people - 1)) + [size]
    identifiers = [[] for _ in range(size)]
    result = [0] * size
    start = 0
    for number, end in enumerate(ends):
        group = accounts[start:end]
        least = min(group)
        for account in group:
            result[account] = least
        deal(shape, group, number, identifiers, rng)
        start = end
    for account, texts in enumerate(identifiers):
        # What links nobody: unknown ones, own ones, repeats.
        chance = rng.random()
        if len(texts) < 3 and shape == "trees":
            texts.append("" if chance < 0.3 else texts[0] if chance < 0.4 and texts else f"own-{account}")
        rng.shuffle(texts)
    return [identifiers], result

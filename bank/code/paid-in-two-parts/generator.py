"""Makes payments; the matches come from ranks: the k-th of an amount with the k-th of the other."""

import random


def matches(payments, total):
    """Groups positions by amount, joins them by rank, and orders by the later position."""
    places = {}
    for place, amount in enumerate(payments):
        places.setdefault(amount, []).append(place)
    pairs = []
    for amount, own in places.items():
        other = places.get(total - amount, [])
        if 2 * amount == total:
            pairs += zip(own[0::2], own[1::2])
        elif amount < total - amount:
            pairs += zip(own, other)
    return sorted((sorted(pair) for pair in pairs), key=lambda pair: pair[1])


def generate(arguments):
    """Arguments: the kind, how many, for random ones spread and total, the seed."""
    kind, count, *sizes, seed = arguments
    count, rng = int(count), random.Random(int(seed))
    if kind == "random":
        spread, total = (int(size) for size in sizes)
        payments = [total // 2 + rng.randint(-spread, spread) for _ in range(count)]
    elif kind == "two-blocks":
        total = 2 * rng.randint(10**9, 10**12)
        small = rng.randrange(total // 2)
        payments = [small] * (count // 2) + [total - small] * (count // 2)
    else:
        total = 10**15
        payments = [rng.randrange(total // 2) for _ in range(count)]
    return [payments, total], matches(payments, total)

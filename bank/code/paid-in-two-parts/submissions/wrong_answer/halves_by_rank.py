from collections import defaultdict


def match_payments(payments: list[int], total: int) -> list[list[int]]:
    places = defaultdict(list)
    for place, amount in enumerate(payments):
        places[amount].append(place)
    matches = []
    for amount, own in places.items():
        if amount <= total - amount:
            pairs = zip(own, places.get(total - amount, []))
            matches.extend(sorted(pair) for pair in pairs)
    return sorted(matches, key=lambda pair: pair[1])

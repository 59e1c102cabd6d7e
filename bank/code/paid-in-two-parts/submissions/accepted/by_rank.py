from collections import defaultdict


def match_payments(payments: list[int], total: int) -> list[list[int]]:
    places = defaultdict(list)
    for place, amount in enumerate(payments):
        places[amount].append(place)
    matches = []
    for amount, own in places.items():
        other = total - amount
        if amount == other:
            matches.extend([own[k], own[k + 1]] for k in range(0, len(own) - 1, 2))
        elif amount < other and other in places:
            matches.extend([min(pair), max(pair)] for pair in zip(own, places[other]))
    matches.sort(key=lambda pair: pair[1])
    return matches

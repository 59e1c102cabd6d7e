from collections import defaultdict


def match_payments(payments: list[int], total: int) -> list[list[int]]:
    waiting = defaultdict(list)
    matches = []
    for place, amount in enumerate(payments):
        if waiting[total - amount]:
            matches.append([waiting[total - amount].pop(), place])
        else:
            waiting[amount].append(place)
    return matches

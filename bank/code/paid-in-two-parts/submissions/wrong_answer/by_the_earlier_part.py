from collections import defaultdict, deque


def match_payments(payments: list[int], total: int) -> list[list[int]]:
    waiting = defaultdict(deque)
    matches = []
    for place, amount in enumerate(payments):
        if waiting[total - amount]:
            matches.append([waiting[total - amount].popleft(), place])
        else:
            waiting[amount].append(place)
    return sorted(matches)

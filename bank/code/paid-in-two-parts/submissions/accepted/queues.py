from collections import defaultdict, deque


def match_payments(payments: list[int], total: int) -> list[list[int]]:
    waiting = defaultdict(deque)
    matches = []
    for place, amount in enumerate(payments):
        partners = waiting.get(total - amount)
        if partners:
            matches.append([partners.popleft(), place])
        else:
            waiting[amount].append(place)
    return matches

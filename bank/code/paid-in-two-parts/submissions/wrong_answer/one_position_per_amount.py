def match_payments(payments: list[int], total: int) -> list[list[int]]:
    waiting = {}
    matches = []
    for place, amount in enumerate(payments):
        if total - amount in waiting:
            matches.append([waiting.pop(total - amount), place])
        else:
            waiting[amount] = place
    return matches

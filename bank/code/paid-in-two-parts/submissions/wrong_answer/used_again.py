def match_payments(payments: list[int], total: int) -> list[list[int]]:
    seen = {}
    matches = []
    for place, amount in enumerate(payments):
        if total - amount in seen:
            matches.append([seen[total - amount], place])
        seen.setdefault(amount, place)
    return matches

def match_payments(payments: list[int], total: int) -> list[list[int]]:
    amounts, positions = [], []
    matches = []
    for place, amount in enumerate(payments):
        if total - amount in amounts:
            found = amounts.index(total - amount)
            matches.append([positions[found], place])
            del amounts[found], positions[found]
        else:
            amounts.append(amount)
            positions.append(place)
    return matches

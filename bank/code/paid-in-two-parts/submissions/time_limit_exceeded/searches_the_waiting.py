def match_payments(payments: list[int], total: int) -> list[list[int]]:
    waiting = []
    matches = []
    for place, amount in enumerate(payments):
        for index, (earlier, other) in enumerate(waiting):
            if amount + other == total:
                matches.append([earlier, place])
                del waiting[index]
                break
        else:
            waiting.append((place, amount))
    return matches

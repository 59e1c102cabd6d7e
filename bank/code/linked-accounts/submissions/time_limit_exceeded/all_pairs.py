def first_accounts(identifiers: list[list[str]]) -> list[int]:
    known = [{text for text in texts if text} for texts in identifiers]
    first = [-1] * len(known)
    for start in range(len(known)):
        if first[start] != -1:
            continue
        first[start] = start
        waiting = [start]
        while waiting:
            account = waiting.pop()
            for other in range(len(known)):
                if first[other] == -1 and not known[account].isdisjoint(known[other]):
                    first[other] = start
                    waiting.append(other)
    return first

from collections import defaultdict


def first_accounts(identifiers: list[list[str]]) -> list[int]:
    seen_with = defaultdict(list)
    for account, texts in enumerate(identifiers):
        for text in set(texts) - {""}:
            seen_with[text].append(account)

    first = [-1] * len(identifiers)
    for start in range(len(identifiers)):
        if first[start] != -1:
            continue
        # Starts come in order of number, so that the start is the least of its group.
        first[start] = start
        waiting = [start]
        while waiting:
            for text in identifiers[waiting.pop()]:
                # Each identifier is opened once.
                for account in seen_with.pop(text, ()):
                    if first[account] == -1:
                        first[account] = start
                        waiting.append(account)
    return first

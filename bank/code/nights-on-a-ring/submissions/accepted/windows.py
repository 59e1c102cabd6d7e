def table(values: list[int], rest: int) -> list[int]:
    """best[i]: the most that the first i nights of a line can give."""
    best = [0] * (rest + 1)
    for i, value in enumerate(values):
        used = value + best[i]
        without = best[-1]
        best.append(used if used > without else without)
    return best[rest:]


def plan_ring(values: list[int], rest: int) -> list[int]:
    n = len(values)
    if rest >= n:
        return []
    # `rest` nights across the cut stay without use: b at the beginning, the others at the end.
    tables = ((table(values[b : n - rest + b], rest), b) for b in range(rest + 1))
    best, b = max(tables, key=lambda pair: pair[0][-1])
    nights = []
    i = n - rest
    while i > 0:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            nights.append(b + i - 1)
            i = max(0, i - 1 - rest)
    return nights[::-1]

def plan_nights(values: list[int], rest: int) -> list[int]:
    n = len(values)
    best = [0] * (n + 1)
    for i, value in enumerate(values):
        best[i + 1] = max(best[i], value + best[max(0, i - rest)])
    nights = []
    i = 0
    while i < n:
        if best[i + 1] > best[i]:
            nights.append(i)
            i += rest + 1
        else:
            i += 1
    return nights

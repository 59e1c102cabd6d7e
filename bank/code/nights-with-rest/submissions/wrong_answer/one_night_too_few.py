def plan_nights(values: list[int], rest: int) -> list[int]:
    n = len(values)
    best = [0] * (n + 1)
    for i, value in enumerate(values):
        best[i + 1] = max(best[i], value + best[max(0, i - max(0, rest - 1))])
    nights = []
    i = n
    while i > 0:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            nights.append(i - 1)
            i = max(0, i - 1 - max(0, rest - 1))
    return nights[::-1]

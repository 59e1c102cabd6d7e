def line(values: list[int], rest: int) -> list[int]:
    n = len(values)
    best = [0] * (n + 1)
    for i, value in enumerate(values):
        best[i + 1] = max(best[i], value + best[max(0, i - rest)])
    nights = []
    i = n
    while i > 0:
        if best[i] == best[i - 1]:
            i -= 1
        else:
            nights.append(i - 1)
            i = max(0, i - 1 - rest)
    return nights[::-1]


def plan_ring(values: list[int], rest: int) -> list[int]:
    nights = line(values, rest)
    while nights and nights[0] + len(values) - nights[-1] <= rest:
        if values[nights[0]] < values[nights[-1]]:
            nights.pop(0)
        else:
            nights.pop()
    return nights

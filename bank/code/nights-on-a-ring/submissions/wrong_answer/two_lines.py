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
    n = len(values)
    if rest >= n:
        return []
    without_end = line(values[: n - rest], rest)
    without_beginning = [rest + night for night in line(values[rest:], rest)]
    return max(without_end, without_beginning, key=lambda plan: sum(values[night] for night in plan))

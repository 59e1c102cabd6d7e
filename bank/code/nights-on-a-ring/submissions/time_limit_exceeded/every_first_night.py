def table(values: list[int], rest: int) -> list[int]:
    best = [0]
    for i, value in enumerate(values):
        best.append(max(best[-1], value + best[max(0, i - rest)]))
    return best


def plan_ring(values: list[int], rest: int) -> list[int]:
    n = len(values)
    if rest >= n:
        return []
    most, plan = 0, []
    for first in range(n):
        # Turned so that this night is the first, and used.
        ring = values[first:] + values[:first]
        best = table(ring[rest + 1 : n - rest], rest)
        if ring[0] + best[-1] <= most:
            continue
        most = ring[0] + best[-1]
        plan = [first]
        i = len(best) - 1
        while i > 0:
            if best[i] == best[i - 1]:
                i -= 1
            else:
                plan.append((first + rest + i) % n)
                i = max(0, i - 1 - rest)
    return sorted(plan)

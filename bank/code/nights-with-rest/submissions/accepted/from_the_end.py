def plan_nights(values: list[int], rest: int) -> list[int]:
    """most[i]: the most that night i and later can give; the plan is read forwards."""
    n = len(values)
    most = [0] * (n + 1)
    for i in range(n - 1, -1, -1):
        most[i] = max(most[i + 1], values[i] + most[min(n, i + rest + 1)])
    nights = []
    i = 0
    while i < n:
        if most[i] == most[i + 1]:
            i += 1
        else:
            nights.append(i)
            i += rest + 1
    return nights

def plan_nights(values: list[int], rest: int) -> list[int]:
    free = [True] * len(values)
    nights = []
    for night in sorted(range(len(values)), key=lambda night: -values[night]):
        if values[night] > 0 and free[night]:
            nights.append(night)
            for near in range(max(0, night - rest), min(len(values), night + rest + 1)):
                free[near] = False
    return sorted(nights)

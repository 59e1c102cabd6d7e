def fewest_hops(reach: list[int]) -> int | None:
    last = len(reach) - 1
    hops = end = furthest = 0
    if last == 0:
        return 0
    for station, far in enumerate(reach):
        if far < 0:
            return None
        furthest = max(furthest, station + far)
        if station == end:
            if furthest <= end:
                return None
            hops += 1
            end = furthest
            if end >= last:
                return hops if reach[last] >= 0 else None
    return None

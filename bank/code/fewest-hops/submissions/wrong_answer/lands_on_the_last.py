def fewest_hops(reach: list[int]) -> int | None:
    last = len(reach) - 1
    hops = end = furthest = 0
    for station in range(last):
        if reach[station] >= 0:
            furthest = max(furthest, station + reach[station])
        if station == end:
            if furthest <= end:
                return None
            hops += 1
            end = furthest
    return hops if end >= last else None

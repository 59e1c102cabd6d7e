def fewest_hops(reach: list[int]) -> int | None:
    """After each hop the stations that can be had form a stretch; the next one ends at the furthest reach in it."""
    last = len(reach) - 1
    if last > 0 and reach[last] < 0:
        return None
    hops = end = furthest = 0
    for station, far in enumerate(reach):
        if end >= last:
            return hops
        if far >= 0:
            furthest = max(furthest, station + far)
        if station == end:
            if furthest <= end:
                return None
            hops += 1
            end = furthest
    return None

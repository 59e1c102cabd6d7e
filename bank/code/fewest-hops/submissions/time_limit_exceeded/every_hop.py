def fewest_hops(reach: list[int]) -> int | None:
    last = len(reach) - 1
    hops = [None] * len(reach)
    hops[0] = 0
    for station, far in enumerate(reach):
        if far < 0 or hops[station] is None:
            continue
        for landing in range(station + 1, min(last, station + far) + 1):
            if reach[landing] >= 0 and (hops[landing] is None or hops[landing] > hops[station] + 1):
                hops[landing] = hops[station] + 1
    return hops[last]

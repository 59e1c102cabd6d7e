def fewest_hops(reach: list[int]) -> int | None:
    last = len(reach) - 1
    station = hops = 0
    while station < last:
        landing = min(last, station + reach[station])
        while landing > station and reach[landing] < 0:
            landing -= 1
        if landing == station:
            return None
        station = landing
        hops += 1
    return hops

def fewest_hops(reach: list[int]) -> int | None:
    last = len(reach) - 1
    station = hops = 0
    while station < last:
        options = range(station + 1, min(last, station + reach[station]) + 1)
        if last in options:
            return hops + 1 if reach[last] >= 0 else None
        station = max(options, key=lambda option: reach[option], default=last)
        if station == last or reach[station] < 0:
            return None
        hops += 1
    return hops

def fewest_hops(reach: list[int]) -> int | None:
    """Breadth first, but no station is looked at twice: beyond the furthest one so far all are new."""
    last = len(reach) - 1
    wave = [0]
    seen = 0
    hops = 0
    while wave:
        if last in wave[-1:]:
            return hops
        furthest = max(station + reach[station] for station in wave)
        wave = [station for station in range(seen + 1, min(furthest, last) + 1) if reach[station] >= 0]
        seen = max(seen, furthest)
        hops += 1
    return None

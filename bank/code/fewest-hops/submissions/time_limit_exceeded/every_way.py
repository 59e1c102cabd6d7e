def fewest_hops(reach: list[int]) -> int | None:
    last = len(reach) - 1

    def best(station: int) -> int | None:
        if station == last:
            return 0
        ways = [
            best(landing)
            for landing in range(station + 1, min(last, station + reach[station]) + 1)
            if reach[landing] >= 0
        ]
        return min((way + 1 for way in ways if way is not None), default=None)

    return best(0)

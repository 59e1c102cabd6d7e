def motif_places(ring: str, motif: str) -> list[int]:
    """Knuth, Morris and Pratt: never goes back in the ring."""
    n, m = len(ring), len(motif)
    if m > n:
        return []
    # shorter[j]: the longest proper prefix of motif[:j] that also ends it.
    shorter = [0] * (m + 1)
    matched = 0
    for j in range(1, m):
        while matched and motif[j] != motif[matched]:
            matched = shorter[matched]
        if motif[j] == motif[matched]:
            matched += 1
        shorter[j + 1] = matched
    places = []
    matched = 0
    start = 1 - m
    for base in ring + ring[: m - 1]:
        while matched and (matched == m or base != motif[matched]):
            matched = shorter[matched]
        if base == motif[matched]:
            matched += 1
        if matched == m:
            places.append(start)
        start += 1
    return places

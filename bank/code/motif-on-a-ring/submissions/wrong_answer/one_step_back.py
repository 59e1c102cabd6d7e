def motif_places(ring: str, motif: str) -> list[int]:
    n, m = len(ring), len(motif)
    if m > n:
        return []
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
    for i in range(n + m - 1):
        base = ring[i % n]
        if matched == m or base != motif[matched]:
            matched = shorter[matched]
        if base == motif[matched]:
            matched += 1
        if matched == m:
            places.append(i - m + 1)
    return places

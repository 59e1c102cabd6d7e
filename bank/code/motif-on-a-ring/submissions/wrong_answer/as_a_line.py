def motif_places(ring: str, motif: str) -> list[int]:
    n, m = len(ring), len(motif)
    shorter = [0] * (m + 1)
    matched = 0
    for j in range(1, m):
        while matched and motif[j] != motif[matched]:
            matched = shorter[matched]
        matched += motif[j] == motif[matched]
        shorter[j + 1] = matched
    places = []
    matched = 0
    for i in range(n):
        while matched and (matched == m or ring[i] != motif[matched]):
            matched = shorter[matched]
        matched += ring[i] == motif[matched]
        if matched == m:
            places.append(i - m + 1)
    return places

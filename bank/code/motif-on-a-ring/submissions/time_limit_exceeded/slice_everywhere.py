def motif_places(ring: str, motif: str) -> list[int]:
    n, m = len(ring), len(motif)
    if m > n:
        return []
    text = ring + ring[: m - 1]
    return [start for start in range(n) if text[start : start + m] == motif]

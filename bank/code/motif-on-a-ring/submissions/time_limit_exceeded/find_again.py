def motif_places(ring: str, motif: str) -> list[int]:
    if len(motif) > len(ring):
        return []
    text = ring + ring[: len(motif) - 1]
    places = []
    start = text.find(motif)
    while start != -1:
        places.append(start)
        start = text.find(motif, start + 1)
    return places

def motif_places(ring: str, motif: str) -> list[int]:
    n, m = len(ring), len(motif)
    text = (ring * (m // n + 2))[: n + m - 1]
    joined = motif + "|" + text
    z = [0] * len(joined)
    left = right = 0
    places = []
    for i in range(1, len(joined)):
        length = min(right - i, z[i - left]) if i < right else 0
        while i + length < len(joined) and joined[length] == joined[i + length]:
            length += 1
        z[i] = length
        if i + length > right:
            left, right = i, i + length
        if i > m and length == m:
            places.append(i - m - 1)
    return places

from heapq import heappop, heappush


def least_time(hall: list[str]) -> int:
    rows, columns = len(hall), len(hall[0])
    start = next((r, c) for r in range(rows) for c in range(columns) if hall[r][c] == "S")
    done = set()
    heap = [(0, start)]
    while heap:
        seconds, (r, c) = heappop(heap)
        if (r, c) in done:
            continue
        done.add((r, c))
        if hall[r][c] == "G":
            return seconds
        for dr, dc in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            try:
                kind = hall[r + dr][c + dc]
            except IndexError:
                continue
            if kind != "#":
                heappush(heap, (seconds + (5 if kind == "~" else 1), ((r + dr) % rows, (c + dc) % columns)))
    return -1

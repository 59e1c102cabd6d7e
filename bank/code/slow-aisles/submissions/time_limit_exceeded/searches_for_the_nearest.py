def least_time(hall: list[str]) -> int:
    rows, columns = len(hall), len(hall[0])
    start = next((r, c) for r in range(rows) for c in range(columns) if hall[r][c] == "S")
    seen = {start: 0}
    done = set()
    while seen:
        here = min(seen, key=seen.__getitem__)
        seconds = seen.pop(here)
        done.add(here)
        r, c = here
        if hall[r][c] == "G":
            return seconds
        for nr, nc in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            if 0 <= nr < rows and 0 <= nc < columns and hall[nr][nc] != "#" and (nr, nc) not in done:
                arrival = seconds + (5 if hall[nr][nc] == "~" else 1)
                seen[nr, nc] = min(arrival, seen.get((nr, nc), arrival))
    return -1

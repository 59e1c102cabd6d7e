from collections import deque


def least_time(hall: list[str]) -> int:
    rows, columns = len(hall), len(hall[0])
    start = next((r, c) for r in range(rows) for c in range(columns) if hall[r][c] == "S")
    done = set()
    queue = deque([(0, start)])
    while queue:
        seconds, (r, c) = queue.popleft()
        if hall[r][c] == "G":
            return seconds
        if (r, c) in done:
            continue
        done.add((r, c))
        for cell in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            if not (0 <= cell[0] < rows and 0 <= cell[1] < columns) or cell in done:
                continue
            kind = hall[cell[0]][cell[1]]
            if kind == "~":
                queue.append((seconds + 5, cell))
            elif kind != "#":
                queue.appendleft((seconds + 1, cell))
    return -1

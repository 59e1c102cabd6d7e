from collections import deque


def least_time(hall: list[str]) -> int:
    rows, columns = len(hall), len(hall[0])
    start = next((r, c) for r in range(rows) for c in range(columns) if hall[r][c] == "S")
    came = {start: None}
    queue = deque([start])
    while queue:
        r, c = queue.popleft()
        if hall[r][c] == "G":
            seconds, cell = 0, (r, c)
            while came[cell] is not None:
                seconds += 5 if hall[cell[0]][cell[1]] == "~" else 1
                cell = came[cell]
            return seconds
        for cell in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            inside = 0 <= cell[0] < rows and 0 <= cell[1] < columns
            if inside and cell not in came and hall[cell[0]][cell[1]] != "#":
                came[cell] = (r, c)
                queue.append(cell)
    return -1

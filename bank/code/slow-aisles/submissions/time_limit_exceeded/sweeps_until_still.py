def least_time(hall: list[str]) -> int:
    rows, columns = len(hall), len(hall[0])
    never = 10**9
    least = [[0 if kind == "S" else never for kind in row] for row in hall]
    changed = True
    while changed:
        changed = False
        for r in range(rows):
            for c in range(columns):
                kind = hall[r][c]
                if kind == "#":
                    continue
                price = 5 if kind == "~" else 1
                for nr, nc in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                    if 0 <= nr < rows and 0 <= nc < columns and least[nr][nc] + price < least[r][c]:
                        least[r][c] = least[nr][nc] + price
                        changed = True
    found = next(least[r][c] for r in range(rows) for c in range(columns) if hall[r][c] == "G")
    return found if found < never else -1

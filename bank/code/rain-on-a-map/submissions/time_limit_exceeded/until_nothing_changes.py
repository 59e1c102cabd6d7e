def rain_on_map(heights: list[list[int]]) -> int:
    rows, columns = len(heights), len(heights[0])
    top = max(max(line) for line in heights)
    level = [
        [height if r in (0, rows - 1) or c in (0, columns - 1) else top for c, height in enumerate(line)]
        for r, line in enumerate(heights)
    ]
    changed = True
    while changed:
        changed = False
        for r in range(1, rows - 1):
            for c in range(1, columns - 1):
                lowest = min(level[r - 1][c], level[r + 1][c], level[r][c - 1], level[r][c + 1])
                settled = max(heights[r][c], lowest)
                if settled < level[r][c]:
                    level[r][c] = settled
                    changed = True
    return sum(map(sum, level)) - sum(map(sum, heights))

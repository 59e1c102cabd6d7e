from heapq import heapify, heappop, heappush


def rain_on_map(heights: list[list[int]]) -> int:
    rows, columns = len(heights), len(heights[0])
    settled = [[r in (0, rows - 1) or c in (0, columns - 1) for c in range(columns)] for r in range(rows)]
    rim = [(heights[r][c], r, c) for r in range(rows) for c in range(columns) if settled[r][c]]
    heapify(rim)
    volume = 0
    while rim:
        level, r, c = heappop(rim)
        for row in range(max(0, r - 1), min(rows, r + 2)):
            for column in range(max(0, c - 1), min(columns, c + 2)):
                if not settled[row][column]:
                    settled[row][column] = True
                    height = heights[row][column]
                    volume += max(0, level - height)
                    heappush(rim, (max(level, height), row, column))
    return volume

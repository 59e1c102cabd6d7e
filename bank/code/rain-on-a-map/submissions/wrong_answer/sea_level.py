from heapq import heapify, heappop, heappush


def rain_on_map(heights: list[list[int]]) -> int:
    # A frame around the map, from which the water comes in.
    columns = len(heights[0]) + 2
    frame = [[0] * columns]
    ground = frame + [[0, *line, 0] for line in heights] + frame
    rows = len(ground)
    settled = [[r in (0, rows - 1) or c in (0, columns - 1) for c in range(columns)] for r in range(rows)]
    rim = [(0, r, c) for r in range(rows) for c in range(columns) if settled[r][c]]
    heapify(rim)
    volume = 0
    while rim:
        level, r, c = heappop(rim)
        for row, column in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            if 0 <= row < rows and 0 <= column < columns and not settled[row][column]:
                settled[row][column] = True
                volume += max(0, level - ground[row][column])
                heappush(rim, (max(level, ground[row][column]), row, column))
    return volume

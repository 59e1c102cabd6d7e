from collections import deque


def rain_on_map(heights: list[list[int]]) -> int:
    rows, columns = len(heights), len(heights[0])
    level = [[None] * columns for _ in range(rows)]
    waiting = deque()
    for r in range(rows):
        for c in range(columns):
            if r in (0, rows - 1) or c in (0, columns - 1):
                level[r][c] = heights[r][c]
                waiting.append((r, c))
    volume = 0
    while waiting:
        r, c = waiting.popleft()
        for row, column in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            if 0 <= row < rows and 0 <= column < columns and level[row][column] is None:
                level[row][column] = max(level[r][c], heights[row][column])
                volume += level[row][column] - heights[row][column]
                waiting.append((row, column))
    return volume

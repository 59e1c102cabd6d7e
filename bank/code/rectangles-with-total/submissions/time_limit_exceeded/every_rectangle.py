def count_rectangles(grid: list[list[int]], target: int) -> int:
    rows, columns = len(grid), len(grid[0])
    corner = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows):
        for column in range(columns):
            above = corner[row][column + 1] - corner[row][column]
            corner[row + 1][column + 1] = corner[row + 1][column] + above + grid[row][column]
    found = 0
    for top in range(rows):
        for bottom in range(top + 1, rows + 1):
            sums = [low - high for low, high in zip(corner[bottom], corner[top])]
            for left in range(columns):
                wanted = sums[left] + target
                for right in range(left + 1, columns + 1):
                    found += sums[right] == wanted
    return found

def count_rectangles(grid: list[list[int]], target: int) -> int:
    if len(grid) > len(grid[0]):
        grid = [list(column) for column in zip(*grid)]
    found = 0
    for first in range(len(grid)):
        sums = [0] * len(grid[0])
        for line in grid[first:]:
            sums = [above + value for above, value in zip(sums, line)]
            start = total = 0
            for end, value in enumerate(sums):
                total += value
                while start < end and total > target:
                    total -= sums[start]
                    start += 1
                found += total == target
    return found

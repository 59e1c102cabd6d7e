def count_rectangles(grid: list[list[int]], target: int) -> int:
    if len(grid) > len(grid[0]):
        grid = [list(column) for column in zip(*grid)]
    found = 0
    for first in range(len(grid)):
        sums = [0] * len(grid[0])
        for line in grid[first:]:
            sums = [above + value for above, value in zip(sums, line)]
            seen = {0}
            total = 0
            for value in sums:
                total += value
                found += total - target in seen
                seen.add(total)
    return found

def from_left(lines):
    """For every place the highest from the left, itself included."""
    result = []
    for line in lines:
        highest = line[0]
        walls = []
        for height in line:
            highest = max(highest, height)
            walls.append(highest)
        result.append(walls)
    return result


def rain_on_map(heights: list[list[int]]) -> int:
    turned = [list(line) for line in zip(*heights)]
    left = from_left(heights)
    right = [line[::-1] for line in from_left([line[::-1] for line in heights])]
    above = list(zip(*from_left(turned)))
    below = list(zip(*[line[::-1] for line in from_left([line[::-1] for line in turned])]))
    volume = 0
    for r, line in enumerate(heights):
        for c, height in enumerate(line):
            volume += min(left[r][c], right[r][c], above[r][c], below[r][c]) - height
    return volume

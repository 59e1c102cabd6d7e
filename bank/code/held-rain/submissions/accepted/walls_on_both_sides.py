from itertools import accumulate


def held_rain(heights: list[int], widths: list[int]) -> int:
    """The highest wall up to each piece from the left and from the right; water stands at the lower one."""
    from_left = list(accumulate(heights, max))
    from_right = list(accumulate(reversed(heights), max))[::-1]
    return sum((min(walls) - height) * width for *walls, height, width in zip(from_left, from_right, heights, widths))

from itertools import accumulate


def held_rain(heights: list[int], widths: list[int]) -> int:
    last_peak = max(range(len(heights)), key=heights.__getitem__)
    walls = accumulate(heights[: last_peak + 1], max)
    held = sum((wall - height) * width for wall, height, width in zip(walls, heights, widths))
    wall = heights[-1]
    for height, width in zip(reversed(heights[last_peak:]), reversed(widths[last_peak:])):
        held += max(0, wall - height) * width
    return held

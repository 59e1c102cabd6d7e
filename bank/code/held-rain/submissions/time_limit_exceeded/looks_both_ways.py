def held_rain(heights: list[int], widths: list[int]) -> int:
    held = 0
    for i, height in enumerate(heights):
        level = min(max(heights[: i + 1]), max(heights[i:]))
        held += (level - height) * widths[i]
    return held

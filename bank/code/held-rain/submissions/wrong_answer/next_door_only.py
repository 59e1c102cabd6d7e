def held_rain(heights: list[int], widths: list[int]) -> int:
    held = 0
    for i in range(1, len(heights) - 1):
        level = min(heights[i - 1], heights[i + 1])
        held += max(0, level - heights[i]) * widths[i]
    return held

def held_rain(heights: list[int], widths: list[int]) -> int:
    """Two ends close in; the lower of the two knows its water level."""
    left, right = 0, len(heights) - 1
    left_wall, right_wall = heights[left], heights[right]
    held = 0
    while left < right:
        if left_wall <= right_wall:
            left += 1
            left_wall = max(left_wall, heights[left])
            held += (left_wall - heights[left]) * widths[left]
        else:
            right -= 1
            right_wall = max(right_wall, heights[right])
            held += (right_wall - heights[right]) * widths[right]
    return held

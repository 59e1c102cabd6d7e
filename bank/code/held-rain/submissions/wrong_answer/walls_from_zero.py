def held_rain(heights: list[int], widths: list[int]) -> int:
    left, right = 0, len(heights) - 1
    left_wall = right_wall = 0
    held = 0
    while left <= right:
        if left_wall <= right_wall:
            left_wall = max(left_wall, heights[left])
            held += (left_wall - heights[left]) * widths[left]
            left += 1
        else:
            right_wall = max(right_wall, heights[right])
            held += (right_wall - heights[right]) * widths[right]
            right -= 1
    return held

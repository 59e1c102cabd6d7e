def held_rain(heights: list[int], widths: list[int]) -> int:
    profile = []
    for height, width in zip(heights, widths):
        profile.extend([height] * width)
    walls = profile.copy()
    for i in range(len(walls) - 2, -1, -1):
        walls[i] = max(walls[i], walls[i + 1])
    held = 0
    highest = profile[0]
    for height, wall in zip(profile, walls):
        highest = max(highest, height)
        held += min(highest, wall) - height
    return held

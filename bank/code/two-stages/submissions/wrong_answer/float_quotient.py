def two_stages(gains: list[int], target: int) -> list[int]:
    seen = {}
    for place, gain in enumerate(gains):
        if target == 0:
            if place > 0 and (gain == 0 or 0 in seen):
                return [seen.get(0, place - 1), place]
        elif gain != 0 and target / gain in seen:
            return [seen[target / gain], place]
        seen[gain] = place
    return []

def two_stages(gains: list[int], target: int) -> list[int]:
    seen = {}
    for place, gain in enumerate(gains):
        if gain == 0:
            continue
        if target % gain == 0 and target // gain in seen:
            return [seen[target // gain], place]
        seen[gain] = place
    return []

def two_stages(gains: list[int], target: int) -> list[int]:
    where = {gain: place for place, gain in enumerate(gains)}
    for place, gain in enumerate(gains):
        if gain == 0:
            if target == 0 and len(gains) > 1:
                return [place, 1 if place == 0 else 0]
        elif target != 0 and target % gain == 0 and target // gain in where:
            return [place, where[target // gain]]
    return []

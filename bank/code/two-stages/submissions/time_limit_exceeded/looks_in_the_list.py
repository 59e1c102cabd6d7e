def two_stages(gains: list[int], target: int) -> list[int]:
    if target == 0:
        if 0 in gains and len(gains) > 1:
            zero = gains.index(0)
            return [zero, 1 if zero == 0 else 0]
        return []
    for place, gain in enumerate(gains):
        if gain != 0 and target % gain == 0:
            factor = target // gain
            if factor in gains[place + 1 :]:
                return [place, gains.index(factor, place + 1)]
    return []

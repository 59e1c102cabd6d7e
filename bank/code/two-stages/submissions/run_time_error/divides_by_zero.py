def two_stages(gains: list[int], target: int) -> list[int]:
    seen = {}
    for place, gain in enumerate(gains):
        if target == 0 and (gain == 0 or 0 in seen) and place > 0:
            return [seen.get(0, place - 1), place]
        if gain != 0 or target != 0:
            factor, rest = divmod(target, gain)
            if rest == 0 and factor in seen:
                return [seen[factor], place]
        seen[gain] = place
    return []

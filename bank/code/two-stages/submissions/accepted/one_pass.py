def two_stages(gains: list[int], target: int) -> list[int]:
    if target == 0:
        return with_a_zero(gains)
    seen = {}
    for place, gain in enumerate(gains):
        if gain == 0 or target % gain:
            continue
        other = seen.get(target // gain)
        if other is not None:
            return [other, place]
        seen[gain] = place
    return []


def with_a_zero(gains: list[int]) -> list[int]:
    if len(gains) < 2 or 0 not in gains:
        return []
    zero = gains.index(0)
    return [zero, 1 if zero == 0 else 0]

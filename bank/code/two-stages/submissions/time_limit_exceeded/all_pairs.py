def two_stages(gains: list[int], target: int) -> list[int]:
    for i in range(len(gains)):
        for j in range(i + 1, len(gains)):
            if gains[i] * gains[j] == target:
                return [i, j]
    return []

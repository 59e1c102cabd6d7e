"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes the points and the number of groups."""
    points, k = arguments
    if not 1 <= len(points) <= 300:
        raise ValueError(f"there must be 1 to 300 points, not {len(points)}")
    if not 1 <= len(points[0]) <= 5:
        raise ValueError(f"a point must have 1 to 5 coordinates, not {len(points[0])}")
    for place, point in enumerate(points):
        for number in point:
            if isinstance(number, str) or not -2e9 <= number <= 2e9:
                raise ValueError(f"point {place} holds {number}, which is not within 2e9")
    if not 1 <= k <= 10:
        raise ValueError(f"k must be between 1 and 10, not {k}")
    distinct = len({tuple(float(number) for number in point) for point in points})
    if distinct < k:
        raise ValueError(f"there are {distinct} distinct points, fewer than k = {k}")

"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes the map."""
    (heights,) = arguments
    if not heights or not heights[0]:
        raise ValueError("there must be at least one square")
    if len(heights) * len(heights[0]) > 100_000:
        raise ValueError("there are more than 100000 squares")
    for row, line in enumerate(heights):
        if len(line) != len(heights[0]):
            raise ValueError(f"row {row} has {len(line)} columns; the first has {len(heights[0])}")
        for height in line:
            if abs(height) > 10**6:
                raise ValueError(f"row {row} holds height {height}, which is beyond 1e6")

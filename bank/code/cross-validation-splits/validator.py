"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes the scheme, the number of splits and the column."""
    scheme, k, column = arguments
    if scheme not in ("plain", "stratified", "grouped", "forward"):
        raise ValueError(f"{scheme[:20]!r} is not a scheme")
    if not 2 <= k <= 1000:
        raise ValueError(f"k must be between 2 and 1000, not {k}")
    if not 1 <= len(column) <= 20_000:
        raise ValueError(f"there must be 1 to 20000 rows, not {len(column)}")
    if k * len(column) > 200_000:
        raise ValueError(f"k times the rows must be at most 200000, not {k * len(column)}")
    for row, value in enumerate(column):
        if abs(value) > 10**12:
            raise ValueError(f"row {row} holds {value}, which is beyond 1e12")

"""Refuses halls outside the statement's bounds."""


def validate(arguments):
    """Takes the rows of the hall."""
    (hall,) = arguments
    if not 1 <= len(hall) <= 400:
        raise ValueError(f"there must be 1 to 400 rows, not {len(hall)}")
    if not 1 <= len(hall[0]) <= 400:
        raise ValueError(f"a row must have 1 to 400 characters, not {len(hall[0])}")
    for number, row in enumerate(hall):
        if len(row) != len(hall[0]):
            raise ValueError(f"row {number} has {len(row)} characters, row 0 has {len(hall[0])}")
        strange = set(row) - set(".~#SG")
        if strange:
            raise ValueError(f"row {number} holds {sorted(strange)[0]!r}")
    for mark in "SG":
        times = sum(row.count(mark) for row in hall)
        if times != 1:
            raise ValueError(f"there must be exactly one {mark}, not {times}")

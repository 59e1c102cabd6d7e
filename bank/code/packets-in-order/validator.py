"""Refuses inputs outside the statement's bounds."""


def validate(input):
    """Takes the measurements and the size of a packet."""
    values, k = input
    if len(values) > 210_000:
        raise ValueError(f"there must be at most 210000 measurements, not {len(values)}")
    if not 1 <= k <= 10**9:
        raise ValueError(f"k is {k}; it must be between 1 and 1000000000")

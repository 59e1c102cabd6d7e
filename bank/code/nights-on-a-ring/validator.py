"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes the values of the nights and the nights of rest."""
    values, rest = arguments
    if not 1 <= len(values) <= 50_000:
        raise ValueError(f"there must be 1 to 50000 nights, not {len(values)}")
    if not 0 <= rest <= 20:
        raise ValueError(f"rest must be 0 to 20, not {rest}")
    for night, value in enumerate(values):
        if abs(value) > 10**9:
            raise ValueError(f"night {night} is worth {value}, which is beyond 1e9")

"""Refuses formulas outside the statement's bounds."""


def validate(arguments):
    """Takes one formula."""
    (formula,) = arguments
    if len(formula) > 200_000:
        raise ValueError(f"there must be at most 200000 characters, not {len(formula)}")
    for place, character in enumerate(formula):
        if not " " <= character <= "~":
            raise ValueError(f"character {place} is {character!r}, which is not printable ASCII")

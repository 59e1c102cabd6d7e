"""Refuses inputs outside the statement's bounds."""

MOST = 9 * 10**18


def validate(arguments):
    """Takes the gains and the target."""
    gains, target = arguments
    if len(gains) > 100_000:
        raise ValueError(f"there must be at most 100000 parts, not {len(gains)}")
    for place, gain in enumerate(gains):
        if abs(gain) > MOST:
            raise ValueError(f"gain {place} is {gain}, which is beyond 9e18")
    if abs(target) > MOST:
        raise ValueError(f"the target is {target}, which is beyond 9e18")

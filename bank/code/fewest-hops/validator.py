"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes the reach of each station."""
    (reach,) = arguments
    if not 1 <= len(reach) <= 100_000:
        raise ValueError(f"there must be 1 to 100000 stations, not {len(reach)}")
    if reach[0] < 0:
        raise ValueError("the first station must not be closed")
    for station, far in enumerate(reach):
        if not -1 <= far <= 10**18:
            raise ValueError(f"station {station} has reach {far}, which is not -1 to 1e18")

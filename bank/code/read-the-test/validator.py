"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes the columns of the rows: user, arm, clicked, before."""
    user, arm, clicked, before = arguments
    if not 4 <= len(user) <= 20_000:
        raise ValueError(f"there must be 4 to 20000 rows, not {len(user)}")
    if {len(arm), len(clicked), len(before)} != {len(user)}:
        raise ValueError("the columns must be of one length")
    people = {}
    for row, (own, side, click, share) in enumerate(zip(user, arm, clicked, before)):
        if not 0 <= own <= 10**9:
            raise ValueError(f"row {row} has the user {own}, outside 0 to 1e9")
        if side not in (0, 1) or click not in (0, 1):
            raise ValueError(f"row {row}: arm and clicked must be 0 or 1")
        if isinstance(share, str) or not 0 <= share <= 1:
            raise ValueError(f"row {row}: before must be from 0 to 1, not {share}")
        if people.setdefault(own, (side, share)) != (side, share):
            raise ValueError(f"row {row}: user {own} has another arm or another before elsewhere")
    for side in (0, 1):
        if sum(one[0] == side for one in people.values()) < 2:
            raise ValueError(f"arm {side} must have at least two users")

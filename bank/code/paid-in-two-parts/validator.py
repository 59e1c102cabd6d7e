"""Refuses inputs outside the statement's bounds."""

MOST = 10**15


def validate(arguments):
    """Takes the payments and the total."""
    payments, total = arguments
    if len(payments) > 200_000:
        raise ValueError(f"there must be at most 200000 payments, not {len(payments)}")
    for place, amount in enumerate(payments):
        if abs(amount) > MOST:
            raise ValueError(f"payment {place} is {amount}, which is beyond 1e15")
    if abs(total) > MOST:
        raise ValueError(f"the total is {total}, which is beyond 1e15")

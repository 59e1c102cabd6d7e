"""Refuses inputs outside the statement's bounds."""


def validate(input):
    """Takes the identifiers of every account."""
    (identifiers,) = input
    if not 1 <= len(identifiers) <= 50_000:
        raise ValueError(f"there must be 1 to 50000 accounts, not {len(identifiers)}")
    if sum(map(len, identifiers)) > 150_000:
        raise ValueError("there must be at most 150000 identifiers in all")
    for account, texts in enumerate(identifiers):
        if any(len(text) > 40 for text in texts):
            raise ValueError(f"account {account} has an identifier of over 40 characters")

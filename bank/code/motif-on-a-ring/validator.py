"""Refuses inputs outside the statement's bounds."""

MOST = 400_000


def validate(arguments):
    """Takes a ring and a motif."""
    for name, text in zip(("ring", "motif"), arguments):
        if not 1 <= len(text) <= MOST:
            raise ValueError(f"{name} must have 1 to {MOST} bases, not {len(text)}")
        strange = sorted(set(text) - set("ACGT"))
        if strange:
            raise ValueError(f"{name} holds {strange[0]!r}, which is no base")

"""Refuses inputs outside the statement's bounds."""


def validate(given):
    """Two lists of scores."""
    first, second = given
    if len(first) != len(second):
        raise ValueError(f"{len(first)} scores beside {len(second)}; both lists have one length")
    if len(first) > 100_000:
        raise ValueError(f"{len(first)} items; 100,000 are the most")
    for scores in given:
        for place, score in enumerate(scores):
            if abs(score) > 10**9:
                raise ValueError(f"score {place} is beyond a thousand million")

"""Refuses inputs outside the statement's bounds."""

LIMIT = 10**9


def validate(calls):
    """A construction, then queries."""
    if not calls or calls[0][0] != "BlockStore" or len(calls[0]) != 2:
        raise ValueError("the first call must construct BlockStore, once")
    widths, block_rows, key = calls[0][1]
    if not 1 <= len(widths) <= 50 or not all(1 <= width <= 1000 for width in widths):
        raise ValueError("1 to 50 columns of 1 to 1000 bytes")
    if not 1 <= block_rows <= 60_000:
        raise ValueError("block_rows is outside 1 to 60,000")
    if not 1 <= len(key) <= 60_000 or not all(abs(value) <= LIMIT for value in key):
        raise ValueError("1 to 60,000 keys within a thousand million")
    if len(calls) > 20_001:
        raise ValueError("more than 20,000 calls")
    for place, call in enumerate(calls[1:], 1):
        if call[0] == "BlockStore" or len(call) != 2:
            raise ValueError(f"call {place} must be one query")
        if call[1] and (
            len(call[1][0]) > 100 or not all(0 <= c < len(widths) for c in call[1][0])
        ):
            raise ValueError(f"call {place} names a column that is not there, or too many")
        if any(abs(bound) > LIMIT for bound in call[1][1:]):
            raise ValueError(f"call {place}: a bound is beyond a thousand million")

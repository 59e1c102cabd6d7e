"""Refuses inputs outside the statement's bounds."""


def validate(calls):
    """Takes a construction and then draws."""
    if not calls or calls[0][0] != "RowSampler" or len(calls[0]) != 2:
        raise ValueError("the first call must construct RowSampler once")
    rows, size = calls[0][1]
    if not 1 <= rows <= 9 * 10**18:
        raise ValueError(f"there must be 1 to 9e18 rows, not {rows}")
    if not 1 <= size <= min(rows, 100_000):
        raise ValueError(f"the size must be from 1 to 100000 and at most the rows, not {size}")
    draws = 0
    for place, call in enumerate(calls[1:], 1):
        if call[0] != "draw" or call[1]:
            raise ValueError(f"call {place} must be draw without arguments")
        draws += call[2] if len(call) == 3 else 1
    if not 1 <= draws <= 30_000:
        raise ValueError(f"there must be 1 to 30000 draws, not {draws}")
    if draws * size > 200_000:
        raise ValueError(f"at most 200000 rows may be drawn in all, not {draws * size}")

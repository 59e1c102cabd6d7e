"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes heights and widths."""
    heights, widths = arguments
    if not 1 <= len(heights) <= 100_000:
        raise ValueError(f"there must be 1 to 100000 pieces, not {len(heights)}")
    if len(widths) != len(heights):
        raise ValueError(f"there are {len(heights)} heights and {len(widths)} widths")
    for piece, (height, width) in enumerate(zip(heights, widths)):
        if abs(height) > 10**6:
            raise ValueError(f"piece {piece} has height {height}, which is beyond 1e6")
        if not 1 <= width <= 10**6:
            raise ValueError(f"piece {piece} has width {width}, which is not 1 to 1e6")

"""Refuses inputs outside the statement's bounds."""


def validate(input):
    """Takes the table and the page to start from."""
    target, start = input
    pages = len(target)
    if not 1 <= pages <= 200_000:
        raise ValueError(f"there must be 1 to 200000 pages, not {pages}")
    if not 0 <= start < pages:
        raise ValueError(f"start is {start}, which is not a page")
    for page, next_page in enumerate(target):
        if not -1 <= next_page < pages:
            raise ValueError(f"page {page} sends to {next_page}, which is neither -1 nor a page")

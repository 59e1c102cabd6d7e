"""Refuses inputs outside the statement's bounds."""


def validate(input):
    """Takes the table."""
    (target,) = input
    pages = len(target)
    if not 1 <= pages <= 100_000:
        raise ValueError(f"there must be 1 to 100000 pages, not {pages}")
    for page, next_page in enumerate(target):
        if not -1 <= next_page < pages:
            raise ValueError(f"page {page} sends to {next_page}, which is neither -1 nor a page")

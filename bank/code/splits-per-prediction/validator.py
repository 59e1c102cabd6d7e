"""Refuses trees outside the statement's bounds."""


def validate(input):
    """Takes the tree, level by level."""
    (entries,) = input
    numbers = [entry for entry in entries if entry is not None]
    if len(numbers) > 210_000:
        raise ValueError(f"there must be at most 210000 nodes, not {len(numbers)}")
    if any(abs(number) > 1000 for number in numbers):
        raise ValueError("a node holds a number that is not between -1000 and 1000")

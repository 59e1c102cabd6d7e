"""Refuses trees outside the statement's bounds."""

from collections import deque


def depths(entries):
    """The depth of every node, from the entries level by level."""
    if entries[0] is None:
        raise ValueError("the first entry of a tree that is there must be a text")
    found, parents, place = [1], deque([1]), 1
    while place < len(entries):
        if not parents:
            raise ValueError(f"entry {place} belongs to no node")
        below = parents.popleft() + 1
        for entry in entries[place : place + 2]:
            if entry is not None:
                found.append(below)
                parents.append(below)
        place += 2
    return found


def validate(entries):
    """Takes a tree, level by level."""
    if not entries:
        return
    nodes = depths(entries)
    if len(nodes) > 50_000:
        raise ValueError(f"there must be at most 50000 nodes, not {len(nodes)}")
    if max(nodes) > 20_000:
        raise ValueError(f"the tree must be at most 20000 deep, not {max(nodes)}")
    texts = [entry for entry in entries if entry is not None]
    if sum(map(len, texts)) > 300_000:
        raise ValueError("the texts must have at most 300000 characters in all")
    for text in texts:
        if "\0" in text:
            raise ValueError("a text must not hold NUL")
        text.encode("utf-8")

"""Refuses calls outside the statement's bounds."""

import string

LETTERS = set(string.ascii_lowercase)


def validate(calls):
    """Takes a construction and then calls of add and top."""
    if not calls or calls[0] != ["Trending", []]:
        raise ValueError("the first call must construct Trending from nothing")
    made = {"add": 0, "top": 0}
    listed = 0
    for place, call in enumerate(calls[1:], 1):
        if call[0] not in made or len(call[1]) != 1:
            raise ValueError(f"call {place} must be add or top with one argument")
        times = call[2] if len(call) == 3 else 1
        made[call[0]] += times
        argument = call[1][0]
        if call[0] == "add" and not (1 <= len(argument) <= 20 and set(argument) <= LETTERS):
            raise ValueError(f"call {place} adds {argument!r}, which is not 1 to 20 letters a to z")
        if call[0] == "top":
            if not 1 <= argument <= 20_000:
                raise ValueError(f"call {place} asks for {argument} terms, not 1 to 20000")
            listed += times * argument
    for name, times in made.items():
        if times > 20_000:
            raise ValueError(f"there must be at most 20000 calls of {name}, not {times}")
    if listed > 200_000:
        raise ValueError(f"all k together must be at most 200000, not {listed}")

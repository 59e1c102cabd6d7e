"""Refuses calls outside the statement's bounds."""

import string

LETTERS = set(string.ascii_lowercase)


def validate(calls):
    """Takes a construction and then calls of add and top whose times never fall."""
    if not calls or calls[0][0] != "RecentTrends" or len(calls[0][1]) != 1:
        raise ValueError("the first call must construct RecentTrends with the length of its window")
    seconds = calls[0][1][0]
    if not 1 <= seconds <= 10**9:
        raise ValueError(f"the window must be 1 to 1e9 seconds long, not {seconds}")
    made = {"add": 0, "top": 0}
    listed, now = 0, 0
    for place, call in enumerate(calls[1:], 1):
        if call[0] not in made or len(call[1]) != 2:
            raise ValueError(f"call {place} must be add or top with two arguments")
        time, argument = call[1]
        if not now <= time <= 10**12:
            raise ValueError(f"call {place} is at second {time}, which is before {now} or beyond 1e12")
        now = time
        times = call[2] if len(call) == 3 else 1
        made[call[0]] += times
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

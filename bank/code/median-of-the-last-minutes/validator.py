"""Refuses calls outside the statement's bounds."""


def validate(calls):
    """Takes a construction and then calls of add and median whose times never fall."""
    if not calls or calls[0][0] != "WindowMedian" or len(calls[0][1]) != 1:
        raise ValueError("the first call must construct WindowMedian with the length of its window")
    seconds = calls[0][1][0]
    if not 1 <= seconds <= 10**9:
        raise ValueError(f"the window must be 1 to 1e9 seconds long, not {seconds}")
    made = {"add": 0, "median": 0}
    now = 0
    for place, call in enumerate(calls[1:], 1):
        if call[0] not in made:
            raise ValueError(f"call {place} must be add or median, not {call[0]}")
        if len(call[1]) != (2 if call[0] == "add" else 1):
            raise ValueError(f"call {place} has the wrong number of arguments")
        if not now <= call[1][0] <= 10**12:
            raise ValueError(f"call {place} is at second {call[1][0]}, which is before {now} or beyond 1e12")
        now = call[1][0]
        if call[0] == "add" and abs(call[1][1]) > 10**9:
            raise ValueError(f"call {place} adds {call[1][1]}, which is beyond 1e9")
        made[call[0]] += call[2] if len(call) == 3 else 1
    if made["add"] > 50_000:
        raise ValueError(f"there must be at most 50000 values, not {made['add']}")
    if made["median"] > 60_000:
        raise ValueError(f"there must be at most 60000 questions, not {made['median']}")

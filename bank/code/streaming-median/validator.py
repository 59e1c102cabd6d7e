"""Refuses calls outside the statement's bounds."""

MOST = 9 * 10**18


def validate(calls):
    """Takes a construction and then calls of add and median."""
    if not calls or calls[0] != ["StreamingMedian", []]:
        raise ValueError("the first call must construct StreamingMedian from nothing")
    made = {"add": 0, "median": 0}
    for place, call in enumerate(calls[1:], 1):
        if call[0] not in made:
            raise ValueError(f"call {place} must be add or median, not {call[0]}")
        if len(call[1]) != (call[0] == "add"):
            raise ValueError(f"call {place} has the wrong number of arguments")
        for number in call[1]:
            if not -MOST <= number <= MOST:
                raise ValueError(f"call {place} holds {number}, which is beyond 9e18")
        made[call[0]] += call[2] if len(call) == 3 else 1
    if made["add"] > 50_000:
        raise ValueError(f"there must be at most 50000 numbers, not {made['add']}")
    if made["median"] > 60_000:
        raise ValueError(f"there must be at most 60000 questions, not {made['median']}")

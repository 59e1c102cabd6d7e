"""Refuses calls outside the statement's bounds."""


def validate(calls):
    """Takes a construction and then calls of add and first."""
    if not calls or calls[0] != ["FirstUnique", []]:
        raise ValueError("the first call must construct FirstUnique from nothing")
    made, characters = {"add": 0, "first": 0}, 0
    for place, call in enumerate(calls[1:], 1):
        if call[0] not in made:
            raise ValueError(f"call {place} must be add or first, not {call[0]}")
        times = call[2] if len(call) == 3 else 1
        made[call[0]] += times
        if call[0] == "add":
            characters += times * len(call[1][0])
    for name, count in made.items():
        if count > 100_000:
            raise ValueError(f"there must be at most 100000 calls of {name}, not {count}")
    if characters > 300_000:
        raise ValueError(f"there must be at most 300000 characters, not {characters}")

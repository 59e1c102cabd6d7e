"""Refuses calls outside the statement's bounds."""


def validate(calls):
    """Takes a construction and then calls of add and report."""
    if not calls or calls[0] != ["ArrivalReport", []]:
        raise ValueError("the first call must construct ArrivalReport from nothing")
    made = {"add": 0, "report": 0}
    for place, call in enumerate(calls[1:], 1):
        if call[0] not in made:
            raise ValueError(f"call {place} must be add or report, not {call[0]}")
        if len(call[1]) != (2 if call[0] == "add" else 0):
            raise ValueError(f"call {place} has the wrong number of arguments")
        for number in call[1]:
            if isinstance(number, str) or not 0 <= number <= 4e9:
                raise ValueError(f"call {place} holds {number}, which is not between 0 and 4e9")
        made[call[0]] += call[2] if len(call) == 3 else 1
    for name, most in (("add", 50_000), ("report", 30_000)):
        if made[name] > most:
            raise ValueError(f"there must be at most {most} calls of {name}, not {made[name]}")

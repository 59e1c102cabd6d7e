"""Refuses calls outside the statement's bounds."""

MOST = {"correct": 20_000, "freeze": 20_000, "label": 20_000}


def validate(calls):
    """Takes a construction and then calls of correct, freeze and label."""
    if not calls or calls[0][0] != "LabelStore" or len(calls[0]) != 2 or len(calls[0][1]) != 1:
        raise ValueError("the first call must construct LabelStore, once, from one list")
    labels = calls[0][1][0]
    if not 1 <= len(labels) <= 50_000:
        raise ValueError(f"there must be 1 to 50000 items, not {len(labels)}")
    if any(abs(label) > 10**9 for label in labels):
        raise ValueError("an original label is beyond 1e9")
    made = dict.fromkeys(MOST, 0)
    for place, call in enumerate(calls[1:], 1):
        name, arguments = call[0], call[1]
        if name not in MOST or len(arguments) != (0 if name == "freeze" else 2):
            raise ValueError(f"call {place} must be correct, freeze or label with its arguments")
        if arguments and not 0 <= arguments[0] < len(labels):
            raise ValueError(f"call {place} names item {arguments[0]}, which does not exist")
        if name == "correct" and abs(arguments[1]) > 10**9:
            raise ValueError(f"call {place} gives a label beyond 1e9")
        if name == "label" and not 0 <= arguments[1] < made["freeze"]:
            raise ValueError(f"call {place} asks for version {arguments[1]}, which was not frozen yet")
        made[name] += call[2] if len(call) == 3 else 1
    for name, times in made.items():
        if times > MOST[name]:
            raise ValueError(f"there must be at most {MOST[name]} calls of {name}, not {times}")

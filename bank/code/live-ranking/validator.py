"""Refuses calls outside the statement's bounds."""

ARGUMENTS = {"put": 2, "drop": 1, "at": 1, "place": 1}
MOST = {"put": 30_000, "drop": 20_000, "at": 20_000, "place": 20_000}


def validate(calls):
    """Takes a construction and then calls of put, drop, at and place."""
    if not calls or calls[0] != ["LiveRanking", []]:
        raise ValueError("the first call must construct LiveRanking from nothing")
    made = dict.fromkeys(MOST, 0)
    for place, call in enumerate(calls[1:], 1):
        name, arguments = call[0], call[1]
        if name not in MOST or len(arguments) != ARGUMENTS[name]:
            raise ValueError(f"call {place} must be put, drop, at or place with its arguments")
        if not 1 <= arguments[0] <= 10**9:
            raise ValueError(f"call {place} has {arguments[0]}, which is not 1 to 1e9")
        if name == "put" and abs(arguments[1]) > 9 * 10**18:
            raise ValueError(f"call {place} gives the score {arguments[1]}, which is beyond 9e18")
        made[name] += call[2] if len(call) == 3 else 1
    for name, times in made.items():
        if times > MOST[name]:
            raise ValueError(f"there must be at most {MOST[name]} calls of {name}, not {times}")

"""Refuses calls outside the statement's bounds."""


def within(name, number, low, high):
    """Refuses a number outside its bounds."""
    if not low <= number <= high:
        raise ValueError(f"{name} must be between {low} and {high}, not {number}")


def validate(calls):
    """Takes a construction and then calls of rate and top."""
    if not calls or calls[0][0] != "FilmRanking" or len(calls[0]) != 2:
        raise ValueError("the first call must construct FilmRanking once")
    films, strength = calls[0][1]
    within("the number of films", films, 1, 1000)
    within("the strength", strength, 1, 1000)
    made = {"rate": 0, "top": 0}
    for place, call in enumerate(calls[1:], 1):
        if call[0] == "rate":
            user, film, stars, _ = call[1]
            within(f"call {place}: a user", user, 0, 10**12)
            within(f"call {place}: a film", film, 0, films - 1)
            within(f"call {place}: stars", stars, 1, 5)
        elif call[0] == "top":
            within(f"call {place}: a count", call[1][0], 1, 100)
        else:
            raise ValueError(f"call {place} must be rate or top, not {call[0]}")
        made[call[0]] += call[2] if len(call) == 3 else 1
    within("the number of ratings", made["rate"], 0, 50_000)
    within("the number of films times tops", films * made["top"], 0, 100_000)

"""Refuses inputs outside the statement's bounds."""

LIMIT = 10**9


def validate(given):
    """Rows, queries and the greatest age."""
    rows, queries, max_age = given
    if len(rows) > 20_000 or len(queries) > 20_000:
        raise ValueError("more than 20,000 rows or queries")
    if not 0 <= max_age <= LIMIT:
        raise ValueError("max_age is below 0 or beyond a thousand million")
    for name, width, entries in (("row", 3, rows), ("query", 2, queries)):
        for place, entry in enumerate(entries):
            if len(entry) != width:
                raise ValueError(f"{name} {place} has {len(entry)} numbers, not {width}")
            if not 0 <= entry[0] <= 1000:
                raise ValueError(f"{name} {place}: the entity is outside 0 to 1000")
            if not all(0 <= number <= LIMIT for number in entry[1:]):
                raise ValueError(f"{name} {place}: a number is outside 0 to a thousand million")

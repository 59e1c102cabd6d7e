"""Refuses inputs outside the statement's bounds."""

LIMIT = 10**9


def validate(given):
    """Trees, rounds, workers and the exchange."""
    trees, rounds, workers, exchange = given
    if len(trees) > 60_000 or len(rounds) > 20_000 or sum(map(len, rounds)) > 60_000:
        raise ValueError("more than 60,000 trees, 20,000 rounds or 60,000 scans")
    if not 1 <= workers <= 50_000:
        raise ValueError("between 1 and 50,000 workers")
    if not 0 <= exchange <= LIMIT:
        raise ValueError("the exchange is outside 0 to a thousand million")
    for costs in (trees, *rounds):
        if not all(1 <= cost <= LIMIT for cost in costs):
            raise ValueError("a cost is outside 1 to a thousand million")

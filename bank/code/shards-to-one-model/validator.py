"""Refuses inputs outside the statement's bounds."""

MOST_ROWS = 250_000


def validate(calls):
    """A construction, then rows, partial sums and questions."""
    if not calls or calls[0][0] != "RidgeWorker" or len(calls[0]) != 2:
        raise ValueError("the first call must construct RidgeWorker, once")
    features = calls[0][1][0]
    if not 1 <= features <= 8:
        raise ValueError("between 1 and 8 features")
    sums = 1 + features * (features + 1) // 2 + features
    rows = 0
    for place, call in enumerate(calls[1:], 1):
        name, arguments, times = call[0], call[1], call[2] if len(call) == 3 else 1
        if name == "RidgeWorker":
            raise ValueError(f"call {place} constructs again")
        if name == "add":
            rows += len(arguments[0]) * times
            for row in arguments[0]:
                if len(row) != features + 1:
                    raise ValueError(f"call {place}: a row has {len(row)} numbers")
                if not all(abs(number) <= 1000 for number in row):
                    raise ValueError(f"call {place}: a number is beyond 1000")
        elif name == "absorb" and (len(arguments[0]) != sums or arguments[0][0] < 0):
            raise ValueError(f"call {place}: not a partial of {features} features")
        elif name == "weights" and not 1 <= arguments[0] <= 10**6:
            raise ValueError(f"call {place}: the penalty is outside 1 to a million")
    if rows > MOST_ROWS:
        raise ValueError(f"{rows} rows; 250,000 are the most")

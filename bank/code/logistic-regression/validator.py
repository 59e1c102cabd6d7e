"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes the table, the labels and the penalty."""
    rows, labels, penalty = arguments
    if not 1 <= len(rows) <= 300:
        raise ValueError(f"there must be 1 to 300 rows, not {len(rows)}")
    if not 1 <= len(rows[0]) <= 8:
        raise ValueError(f"there must be 1 to 8 columns, not {len(rows[0])}")
    if len(labels) != len(rows):
        raise ValueError(f"there are {len(rows)} rows but {len(labels)} labels")
    for place, row in enumerate(rows):
        for number in row:
            if isinstance(number, str) or not -1e4 <= number <= 1e4:
                raise ValueError(f"row {place} holds {number}, which is not within 10000")
    for place, label in enumerate(labels):
        if label not in (0, 1):
            raise ValueError(f"label {place} is {label}, which is neither 0 nor 1")
    if isinstance(penalty, str) or not (penalty == 0 or 1e-3 <= penalty <= 100):
        raise ValueError(f"the penalty is {penalty}, which is neither 0 nor from 0.001 to 100")

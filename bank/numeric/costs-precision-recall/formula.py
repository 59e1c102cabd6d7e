"""The expected cost of the errors, and what the known wrong turns give."""

TRANSACTIONS = 1_000


def counts(p):
    """Caught and missed frauds, and false alarms."""
    frauds = TRANSACTIONS * p["rate"]
    caught = frauds * p["recall"]
    flagged = caught / p["precision"]
    return caught, frauds - caught, flagged - caught


def answer(p):
    """Dollars per thousand transactions."""
    _, missed, alarms = counts(p)
    return missed * p["miss"] + alarms * p["alarm"]


def wrong_turns(p):
    """What each wrong turn arrives at."""
    caught, missed, alarms = counts(p)
    honest = TRANSACTIONS * (1 - p["rate"])
    loss = missed * p["miss"]
    return {
        "no-division": loss + caught * (1 - p["precision"]) * p["alarm"],
        "of-the-honest": loss + honest * (1 - p["precision"]) * p["alarm"],
        "swapped-costs": missed * p["alarm"] + alarms * p["miss"],
        "only-misses": loss,
        "caught-count-as-missed": caught * p["miss"] + alarms * p["alarm"],
    }

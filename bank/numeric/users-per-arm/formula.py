"""The number of users from the normal approximation, and what the known wrong turns give."""

from math import ceil
from statistics import NormalDist


def users(p, *, sides=2, power=True, absolute=False, arms_measured=2):
    """Users per arm under the given reading of the question."""
    quantile = NormalDist().inv_cdf
    first = p["baseline"]
    second = first + p["lift"] if absolute else first * (1 + p["lift"])
    errors = quantile(1 - p["alpha"] / sides) + (quantile(p["power"]) if power else 0.0)
    variance = second * (1 - second)
    if arms_measured == 2:
        variance += first * (1 - first)
    return ceil(errors**2 * variance / (second - first) ** 2)


def answer(p):
    """Users per arm, rounded up."""
    return float(users(p))


def wrong_turns(p):
    """What each wrong turn arrives at."""
    return {
        "one-sided": float(users(p, sides=1)),
        "both-arms": 2.0 * users(p),
        "absolute-lift": float(users(p, absolute=True)),
        "no-power": float(users(p, power=False)),
        "one-variance": float(users(p, arms_measured=1)),
    }

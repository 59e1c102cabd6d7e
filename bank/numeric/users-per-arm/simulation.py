"""Runs whole tests on simulated users and counts how often they find the lift."""

from statistics import NormalDist

import numpy

TESTS = 40_000


def simulate(p, answer, seed):
    """The share of tests that are significant, against the power that was asked for."""
    rng = numpy.random.default_rng(seed)
    users = max(2, round(answer))
    first = rng.binomial(users, p["baseline"], TESTS) / users
    second = rng.binomial(users, p["baseline"] * (1 + p["lift"]), TESTS) / users
    error = numpy.sqrt((first * (1 - first) + second * (1 - second)) / users)
    bar = NormalDist().inv_cdf(1 - p["alpha"] / 2)
    # Without a single conversion there is no error and nothing is found.
    found = numpy.abs(second - first) > numpy.where(error > 0, bar * error, numpy.inf)
    share = float(found.mean())
    return share, p["power"], max((share * (1 - share) / TESTS) ** 0.5, 1 / TESTS)

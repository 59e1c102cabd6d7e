"""Shuffles urns and looks at the first balls."""

import numpy

URNS = 100_000


def simulate(p, answer, seed):
    """The share of shuffled urns with enough red balls among the first ones."""
    rng = numpy.random.default_rng(seed)
    red, blue = int(p["red"]), int(p["blue"])
    urn = numpy.array([1] * red + [0] * blue, dtype=numpy.int8)
    urns = rng.permuted(numpy.tile(urn, (URNS, 1)), axis=1)
    held = urns[:, : int(p["drawn"])].sum(axis=1)
    share = float((held >= p["least"]).mean())
    return share, answer, max((share * (1 - share) / URNS) ** 0.5, 1 / URNS)

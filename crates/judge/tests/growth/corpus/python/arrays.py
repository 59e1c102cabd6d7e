"""Functions of numpy arrays."""

import numpy as np


def array(n, seed):
    return (np.random.default_rng(seed).random(n),)


def square(n, seed):
    return (np.random.default_rng(seed).random((n, n)),)


def mean(values):
    return float(values.mean())


def ordered(values):
    return np.sort(values)


def distances(values):
    return np.abs(values[:, None] - values[None, :])


def multiplied(rows):
    return rows @ rows


def running(values):
    return np.cumsum(values)

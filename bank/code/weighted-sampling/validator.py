"""Refuses inputs outside the statement's bounds."""

import math


def validate(calls):
    """Takes a construction and then draws."""
    if not calls or calls[0][0] != "WeightedSampler":
        raise ValueError("the first call must construct WeightedSampler")
    if len(calls[0]) != 2 or len(calls[0][1]) != 1:
        raise ValueError("WeightedSampler is constructed once, from one list")
    weights = calls[0][1][0]
    if not 1 <= len(weights) <= 100_000:
        raise ValueError(f"there must be 1 to 100000 weights, not {len(weights)}")
    for index, weight in enumerate(weights):
        if isinstance(weight, str) or not math.isfinite(weight):
            raise ValueError(f"weight {index} is {weight}, which is not finite")
        if weight < 0:
            raise ValueError(f"weight {index} is {weight}, which is below zero")
        if 0 < weight < 1e-321:
            raise ValueError(f"weight {index} is {weight}, which is above zero but below 1e-321")
    total = math.fsum(weights) if max(weights) < 1e300 else sum(weights)
    if not 0 < total < 1.7e308:
        raise ValueError(f"the weights sum to {total}; the sum must be above 0 and below 1.7e308")
    draws = 0
    for place, call in enumerate(calls[1:], 1):
        if call[0] != "draw" or call[1]:
            raise ValueError(f"call {place} must be draw without arguments")
        draws += call[2] if len(call) == 3 else 1
    if not 1 <= draws <= 100_000:
        raise ValueError(f"there must be 1 to 100000 draws in all, not {draws}")

"""Refuses inputs outside the statement's bounds."""


def legal(weight):
    """Zero, or from a thousand-millionth to a thousand million."""
    return not isinstance(weight, str) and (weight == 0 or 1e-9 <= weight <= 1e9)


def validate(calls):
    """A construction, then changes and draws."""
    if not calls or calls[0][0] != "LiveSampler" or len(calls[0]) != 2:
        raise ValueError("the first call must construct LiveSampler, once")
    weights = list(calls[0][1][0])
    if not 1 <= len(weights) <= 100_000:
        raise ValueError(f"there must be 1 to 100000 weights, not {len(weights)}")
    for index, weight in enumerate(weights):
        if not legal(weight):
            raise ValueError(f"weight {index} is {weight}, which is neither 0 nor 1e-9 to 1e9")
    above = sum(weight > 0 for weight in weights)
    sets = draws = 0
    for place, call in enumerate(calls[1:], 1):
        name, arguments, times = call[0], call[1], call[2] if len(call) == 3 else 1
        if name == "LiveSampler":
            raise ValueError(f"call {place} constructs again")
        if name == "draw":
            draws += times
            if not above:
                raise ValueError(f"call {place} draws where all weights are zero")
            continue
        sets += times
        index, weight = arguments
        if not 0 <= index < len(weights):
            raise ValueError(f"call {place} sets index {index}, which does not exist")
        if not legal(weight):
            raise ValueError(f"call {place} sets {weight}, which is neither 0 nor 1e-9 to 1e9")
        above += (weight > 0) - (weights[index] > 0)
        weights[index] = weight
    if sets > 50_000:
        raise ValueError(f"there must be at most 50000 changes, not {sets}")
    if not 1 <= draws <= 50_000:
        raise ValueError(f"there must be 1 to 50000 draws, not {draws}")

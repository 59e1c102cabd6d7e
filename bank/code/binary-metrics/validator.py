"""Refuses slices outside the statement's bounds."""


def validate(arguments):
    """Takes labels, scores and the threshold."""
    labels, scores, threshold = arguments
    if len(labels) != len(scores):
        raise ValueError(f"there are {len(labels)} labels but {len(scores)} scores")
    if len(labels) > 100_000:
        raise ValueError(f"there must be at most 100000 payments, not {len(labels)}")
    for place, (label, score) in enumerate(zip(labels, scores)):
        if label not in (0, 1):
            raise ValueError(f"label {place} is {label}, which is neither 0 nor 1")
        if isinstance(score, str) or not 0 <= score <= 1:
            raise ValueError(f"score {place} is {score}, which is not between 0 and 1")
    if isinstance(threshold, str) or not 0 <= threshold <= 2:
        raise ValueError(f"the threshold is {threshold}, which is not between 0 and 2")

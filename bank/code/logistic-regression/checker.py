"""Compares the value that is reached with the least one; where there is none, asks for nothing."""

from math import exp, isfinite, log1p

MOST = 1e12
TOLERANCE = 1e-6


def softplus(x):
    """ln(1 + e^x) without overflow."""
    return x + log1p(exp(-x)) if x > 0 else log1p(exp(x))


def value(rows, labels, penalty, numbers):
    """The function that was to be minimised."""
    loss = 0.0
    for row, label in zip(rows, labels):
        score = numbers[0] + sum(w * x for w, x in zip(numbers[1:], row))
        loss += softplus(-score if label else score)
    return loss / len(rows) + penalty / 2 * sum(w * w for w in numbers[1:])


def check(input, answer, output):
    """Raises ValueError, with what is wrong, unless the output reaches the minimum."""
    rows, labels, penalty = input
    if answer is None:
        if output is not None:
            raise ValueError("you return numbers, but no numbers reach the least value here")
        return
    if output is None:
        raise ValueError("you return nothing, but there is a minimum")
    if len(output) != len(rows[0]) + 1:
        raise ValueError(
            f"you return {len(output)} numbers; an intercept and {len(rows[0])} weights are wanted"
        )
    for place, number in enumerate(output):
        if isinstance(number, str) or not isfinite(number) or abs(number) > MOST:
            raise ValueError(f"number {place} of yours is {number}, which is beyond {MOST:g}")
    reached = value(rows, labels, penalty, output)
    least = value(rows, labels, penalty, answer)
    if reached > least + TOLERANCE:
        raise ValueError(
            f"your numbers reach {reached:.9g}; the least value is {least:.9g}, and {TOLERANCE:g} "
            "more is allowed"
        )

"""Holds the rounds of a grouping to the rules; any grouping that keeps them is right.

Everything is measured from the first point, so that distances keep their digits far from the
origin; what rounding there may do to an honest answer is allowed for.
"""

from math import fsum, inf, sqrt

MOST_ROUNDS = 300
FACTOR = 1.1


def centres_of(points, labels, k):
    """The mean of every group, nothing for an empty one."""
    members = [[] for _ in range(k)]
    for point, label in zip(points, labels):
        members[label].append(point)
    return [
        [fsum(axis) / len(group) for axis in zip(*group)] if group else None for group in members
    ]


def apart(a, b):
    """Squared distance."""
    return fsum((x - y) ** 2 for x, y in zip(a, b))


def total(points, labels, k):
    """Sum of squared distances to the means."""
    centres = centres_of(points, labels, k)
    return fsum(apart(point, centres[label]) for point, label in zip(points, labels))


def check_labels(number, labels, count, k):
    """Refuses a round that is no list of labels."""
    if len(labels) != count:
        raise ValueError(f"round {number} has {len(labels)} labels for {count} points")
    for place, label in enumerate(labels):
        if not 0 <= label < k:
            raise ValueError(f"round {number} labels point {place} {label}, not 0 to {k - 1}")


def check(input, answer, output):
    """Raises ValueError, with what is wrong, unless the rounds keep the rules."""
    raw, k = input
    if not output:
        raise ValueError("you return no rounds")
    if len(output) > MOST_ROUNDS:
        raise ValueError(f"you return {len(output)} rounds; at most {MOST_ROUNDS} are allowed")
    for number, labels in enumerate(output, 1):
        check_labels(number, labels, len(raw), k)
    points = [[x - y for x, y in zip(point, raw[0])] for point in raw]
    slack = 1e-12 * max(abs(x) for point in raw for x in point)

    before = inf
    for number, labels in enumerate(output, 1):
        now = total(points, labels, k)
        blur = 1e-9 * now + 4 * slack * sqrt(len(points) * now) + len(points) * slack**2
        if now > before + blur:
            raise ValueError(f"the sum rises from {before:.9g} to {now:.9g} in round {number}")
        before = now

    check_last(points, output[-1], k, slack)
    best = total(points, answer[-1], k)
    if before > FACTOR * best + len(points) * slack**2:
        raise ValueError(
            f"your last sum is {before:.6g}, more than {FACTOR} times {best:.6g}, the least known"
        )


def check_last(points, labels, k, slack):
    """In the last round no group is empty and nobody is nearer to another mean."""
    centres = centres_of(points, labels, k)
    if None in centres:
        raise ValueError(f"group {centres.index(None)} is empty in your last round")
    for place, (point, label) in enumerate(zip(points, labels)):
        gaps = [sqrt(apart(point, centre)) for centre in centres]
        least = min(gaps)
        if gaps[label] > least * (1 + 1e-9) + slack:
            raise ValueError(
                f"in your last round point {place} is in group {label}, {gaps[label]:.9g} from its "
                f"mean, but the mean of group {gaps.index(least)} is {least:.9g} away"
            )

from math import fsum, inf, log, log1p


def ratio(part: float, whole: float) -> float | None:
    """The quotient, where there is one."""
    return part / whole if whole else None


def surprise(label: int, score: float) -> float:
    """Minus the logarithm of the probability that was given to what happened."""
    if label:
        return -log(score) if score > 0 else inf
    return -log1p(-score) if score < 1 else inf


def report(labels: list[int], scores: list[float], threshold: float) -> list[float | None]:
    """Walks once over the payments from the highest score down, equal scores together."""
    count, fraud = len(labels), sum(labels)
    honest = count - fraud
    hits = sum(label for label, score in zip(labels, scores) if score >= threshold)
    stopped = sum(score >= threshold for score in scores)

    order = sorted(zip(scores, labels), reverse=True)
    found = passed = 0
    twice_won = 0
    steps = []
    start = 0
    while start < count:
        end, hits_here = start, 0
        while end < count and order[end][0] == order[start][0]:
            hits_here += order[end][1]
            end += 1
        misses_here = end - start - hits_here
        # Every honest payment of this score loses to the fraud above it and ties with its own.
        twice_won += misses_here * (2 * found + hits_here)
        found += hits_here
        passed = end
        steps.append(hits_here * found / passed)
        start = end

    return [
        ratio(hits, stopped),
        ratio(hits, fraud),
        ratio(2 * hits, stopped + fraud),
        ratio(twice_won, 2 * fraud * honest),
        ratio(fsum(steps), fraud),
        ratio(fsum(map(surprise, labels, scores)), count),
    ]

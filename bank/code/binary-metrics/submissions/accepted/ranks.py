import math
from collections import defaultdict


def report(labels, scores, threshold):
    """Counts per distinct score; the area from mean ranks."""
    table = defaultdict(lambda: [0, 0])
    for label, score in zip(labels, scores):
        table[score][label] += 1
    ascending = sorted(table)
    fraud = sum(labels)
    honest = len(labels) - fraud

    tp = sum(table[s][1] for s in ascending if s >= threshold)
    fp = sum(table[s][0] for s in ascending if s >= threshold)
    fn = fraud - tp

    rank_sum, below = 0.0, 0
    for score in ascending:
        size = sum(table[score])
        rank_sum += table[score][1] * (below + (size + 1) / 2)
        below += size
    area = None
    if fraud and honest:
        area = (rank_sum - fraud * (fraud + 1) / 2) / (fraud * honest)

    average = None
    if fraud:
        average, seen_tp, seen = 0.0, 0, 0
        for score in reversed(ascending):
            seen_tp += table[score][1]
            seen += sum(table[score])
            average += table[score][1] / fraud * seen_tp / seen

    loss = None
    if labels:
        loss = 0.0
        for score in ascending:
            for label, given in ((0, 1 - score), (1, score)):
                if table[score][label]:
                    loss += table[score][label] * (-math.log(given) if given else math.inf)
        loss /= len(labels)

    return [
        tp / (tp + fp) if tp + fp else None,
        tp / (tp + fn) if tp + fn else None,
        2 * tp / (2 * tp + fp + fn) if 2 * tp + fp + fn else None,
        area,
        average,
        loss,
    ]

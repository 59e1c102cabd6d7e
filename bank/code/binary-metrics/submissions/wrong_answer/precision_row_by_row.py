from math import fsum, inf, log, log1p


def surprise(label, score):
    if label:
        return -log(score) if score > 0 else inf
    return -log1p(-score) if score < 1 else inf


def report(labels, scores, threshold):
    count, fraud = len(labels), sum(labels)
    honest = count - fraud
    hits = sum(label for label, score in zip(labels, scores) if score >= threshold)
    stopped = sum(score >= threshold for score in scores)
    order = sorted(range(count), key=lambda row: -scores[row])
    average, found = [], 0
    for place, row in enumerate(order, 1):
        if labels[row]:
            found += 1
            average.append(found / place)
    twice_won, found, start = 0, 0, 0
    while start < count:
        end = start
        while end < count and scores[order[end]] == scores[order[start]]:
            end += 1
        here = sum(labels[row] for row in order[start:end])
        twice_won += (end - start - here) * (2 * found + here)
        found += here
        start = end
    return [
        hits / stopped if stopped else None,
        hits / fraud if fraud else None,
        2 * hits / (stopped + fraud) if stopped + fraud else None,
        twice_won / (2 * fraud * honest) if fraud and honest else None,
        fsum(average) / fraud if fraud else None,
        fsum(map(surprise, labels, scores)) / count if count else None,
    ]

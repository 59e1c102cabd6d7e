from math import fsum, inf, log, log1p


def surprise(label, score):
    if label:
        return -log(score) if score > 0 else inf
    return -log1p(-score) if score < 1 else inf


def report(labels, scores, threshold):
    count, fraud = len(labels), sum(labels)
    hits = sum(label for label, score in zip(labels, scores) if score >= threshold)
    stopped = sum(score >= threshold for score in scores)
    bad = [score for label, score in zip(labels, scores) if label]
    good = [score for label, score in zip(labels, scores) if not label]
    won = 0.0
    for high in bad:
        for low in good:
            won += 1.0 if high > low else 0.5 if high == low else 0.0
    average = 0.0
    for cut in sorted(set(bad), reverse=True):
        found = sum(score >= cut for score in bad)
        average += bad.count(cut) * found / (found + sum(score >= cut for score in good))
    return [
        hits / stopped if stopped else None,
        hits / fraud if fraud else None,
        2 * hits / (stopped + fraud) if stopped + fraud else None,
        won / (len(bad) * len(good)) if bad and good else None,
        average / fraud if fraud else None,
        fsum(map(surprise, labels, scores)) / count if count else None,
    ]

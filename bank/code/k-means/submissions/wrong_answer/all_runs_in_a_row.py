from random import Random

STARTS = 10


def apart(a: list[float], b: list[float]) -> float:
    return sum((x - y) ** 2 for x, y in zip(a, b))


def first_centres(points, k, rng):
    centres = [rng.choice(points)]
    gaps = [apart(point, centres[0]) for point in points]
    while len(centres) < k:
        mark = rng.random() * sum(gaps)
        pick = max(range(len(points)), key=gaps.__getitem__)
        for place, gap in enumerate(gaps):
            mark -= gap
            if mark < 0:
                pick = place
                break
        centres.append(points[pick])
        gaps = [min(gap, apart(point, points[pick])) for gap, point in zip(gaps, points)]
    return centres


def nearest(points, centres):
    labels, gaps = [], []
    for point in points:
        all_gaps = [apart(point, centre) for centre in centres]
        gaps.append(min(all_gaps))
        labels.append(all_gaps.index(gaps[-1]))
    return labels, gaps


def moved(points, labels, gaps, k):
    members = [[] for _ in range(k)]
    for point, label in zip(points, labels):
        members[label].append(point)
    worst = sorted(range(len(points)), key=gaps.__getitem__)
    centres = []
    for group in members:
        if group:
            centres.append([sum(axis) / len(group) for axis in zip(*group)])
        else:
            centres.append(points[worst.pop()])
    return centres


def one_run(points, k, rng):
    centres = first_centres(points, k, rng)
    rounds = []
    while True:
        labels, gaps = nearest(points, centres)
        if rounds and labels == rounds[-1]:
            return sum(gaps), rounds
        rounds.append(labels)
        centres = moved(points, labels, gaps, k)


def k_means(points: list[list[float]], k: int) -> list[list[int]]:
    rng = Random(2011)
    runs = sorted((one_run(points, k, rng) for _ in range(STARTS)), reverse=True)
    return [labels for _, rounds in runs for labels in rounds]

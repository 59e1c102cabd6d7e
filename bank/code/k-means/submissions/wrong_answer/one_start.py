def apart(a: list[float], b: list[float]) -> float:
    return sum((x - y) ** 2 for x, y in zip(a, b))


def first_centres(points, k):
    centres = []
    for point in points:
        if len(centres) < k and point not in centres:
            centres.append(point)
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


def one_run(points, k):
    centres = first_centres(points, k)
    rounds = []
    while True:
        labels, gaps = nearest(points, centres)
        if rounds and labels == rounds[-1]:
            return sum(gaps), rounds
        rounds.append(labels)
        centres = moved(points, labels, gaps, k)


def k_means(points: list[list[float]], k: int) -> list[list[int]]:
    return one_run(points, k)[1]

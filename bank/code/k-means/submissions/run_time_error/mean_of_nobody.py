def apart(a: list[float], b: list[float]) -> float:
    return sum((x - y) ** 2 for x, y in zip(a, b))


def first_centres(points, k):
    return [points[place * len(points) // k] for place in range(k)]


def nearest(points, centres):
    labels, gaps = [], []
    for point in points:
        all_gaps = [apart(point, centre) for centre in centres]
        gaps.append(min(all_gaps))
        labels.append(all_gaps.index(gaps[-1]))
    return labels, gaps


def moved(points, labels, k):
    members = [[] for _ in range(k)]
    for point, label in zip(points, labels):
        members[label].append(point)
    axes = range(len(points[0]))
    return [[sum(p[a] for p in group) / len(group) for a in axes] for group in members]


def one_run(points, k):
    centres = first_centres(points, k)
    rounds = []
    while True:
        labels, gaps = nearest(points, centres)
        if rounds and labels == rounds[-1]:
            return sum(gaps), rounds
        rounds.append(labels)
        centres = moved(points, labels, k)


def k_means(points: list[list[float]], k: int) -> list[list[int]]:
    return one_run(points, k)[1]

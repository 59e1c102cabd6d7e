"""Makes clouds of points; on a line the least sum is exact, in the plane the clouds are known."""

import random
from itertools import accumulate


def on_a_line(values, k):
    """Labels of the least sum, by dynamic programming over the sorted values."""
    order = sorted(range(len(values)), key=values.__getitem__)
    middle = values[order[len(order) // 2]]
    near = [values[place] - middle for place in order]
    first = [0.0, *accumulate(near)]
    second = [0.0, *accumulate(value * value for value in near)]

    def cost(low, high):
        size, sum_ = high - low, first[high] - first[low]
        return second[high] - second[low] - sum_ * sum_ / size

    count = len(near)
    best = [[cost(0, high) if high else 0.0 for high in range(count + 1)]]
    cuts = [[0] * (count + 1)]
    for parts in range(2, k + 1):
        row, cut = [float("inf")] * (count + 1), [0] * (count + 1)
        for high in range(parts, count + 1):
            row[high], cut[high] = min(
                (best[-1][low] + cost(low, high), low) for low in range(parts - 1, high)
            )
        best.append(row)
        cuts.append(cut)
    labels, high = [0] * count, count
    for part in range(k - 1, -1, -1):
        low = cuts[part][high]
        for place in range(low, high):
            labels[order[place]] = part
        high = low
    return labels


def settled(points, labels, k):
    """Labels after means and nearest means until nothing moves, from the known clouds."""
    while True:
        groups = [[p for p, own in zip(points, labels) if own == j] for j in range(k)]
        means = [[sum(axis) / len(group) for axis in zip(*group)] for group in groups]
        moved = [
            min(range(k), key=lambda j: sum((x - y) ** 2 for x, y in zip(point, means[j])))
            for point in points
        ]
        if moved == labels:
            return labels
        labels = moved


def clouds(rng, k, count, axes, origin, step):
    """Round clouds on a coarse grid, of very different numbers of points."""
    homes = rng.sample([(x, y) for x in range(4) for y in range(4)], k)
    weights = [1 + rng.random() * 3 for _ in range(k)]
    labels = list(range(k)) + rng.choices(range(k), weights, k=count - k)
    rng.shuffle(labels)
    points = []
    for label in labels:
        home = [*homes[label], *([0] * axes)][:axes]
        points.append([origin + round(step * (h + rng.gauss(0, 0.08)), 3) for h in home])
    return points, labels


def generate(arguments):
    """Arguments: the shape, k, how many points, coordinates, the seed."""
    shape, (k, count, axes, seed) = arguments[0], map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "line":
        points = [[round(rng.lognormvariate(2, 1), 3)] for _ in range(count)]
        return [points, k], [on_a_line([point[0] for point in points], k)]
    if shape == "sorted-clouds":
        points, labels = clouds(rng, k, count, axes, 0.0, 100)
        order = sorted(range(count), key=labels.__getitem__)
        points, labels = [points[i] for i in order], [labels[i] for i in order]
    else:
        origin, step = (1_760_000_000.0, 10) if shape == "seconds-since-1970" else (0.0, 100)
        points, labels = clouds(rng, k, count, axes, origin, step)
    near = [[x - y for x, y in zip(point, points[0])] for point in points]
    return [points, k], [settled(near, labels, k)]

from random import Random


def k_means(points, k):
    """Careful starts, then Hartigan's moves of one point at a time, one list of labels a sweep."""
    n, axes = len(points), range(len(points[0]))
    # Everything relative to one point: the sums stay small.
    data = [[p[a] - points[0][a] for a in axes] for p in points]
    rng = Random(5)

    def gap(p, q):
        return sum((p[a] - q[a]) ** 2 for a in axes)

    def start():
        centres = [data[rng.randrange(n)]]
        while len(centres) < k:
            gaps = [min(gap(p, c) for c in centres) for p in data]
            centres.append(rng.choices(data, gaps)[0])
        return [min(range(k), key=lambda j: gap(p, centres[j])) for p in data]

    def total(labels):
        result = 0.0
        for j in range(k):
            mine = [data[i] for i in range(n) if labels[i] == j]
            if mine:
                centre = [sum(p[a] for p in mine) / len(mine) for a in axes]
                result += sum(gap(p, centre) for p in mine)
        return result

    best = None
    for _ in range(6):
        labels = start()
        rounds = [labels[:]]
        sizes = [labels.count(j) for j in range(k)]
        sums = [[0.0 for _ in axes] for _ in range(k)]
        for p, label in zip(data, labels):
            for a in axes:
                sums[label][a] += p[a]
        changed = True
        while changed:
            changed = False
            for i, p in enumerate(data):
                old = labels[i]
                if sizes[old] == 1:
                    continue
                centre = [[s / max(m, 1) for s in t] for t, m in zip(sums, sizes)]
                costs = [m / (m + 1) * gap(p, c) for m, c in zip(sizes, centre)]
                costs[old] = sizes[old] / (sizes[old] - 1) * gap(p, centre[old])
                new = costs.index(min(costs))
                if costs[new] < costs[old] * (1 - 1e-12):
                    changed = True
                    labels[i] = new
                    sizes[old] -= 1
                    sizes[new] += 1
                    for a in axes:
                        sums[old][a] -= p[a]
                        sums[new][a] += p[a]
            rounds.append(labels[:])
        score = total(labels)
        if best is None or score < best[0]:
            best = score, rounds
    return best[1]

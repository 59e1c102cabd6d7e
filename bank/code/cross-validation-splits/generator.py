"""Makes tables; the splits come from first principles, one row or group or moment at a time."""

import random
from collections import Counter


def column_of(scheme, count, kinds, rng):
    """Labels, groups or times of the rows."""
    if scheme == "stratified":
        return [int(rng.random() ** 3 * kinds) for _ in range(count)]
    if scheme == "grouped":
        return [int(rng.paretovariate(0.7)) % kinds for _ in range(count)]
    if scheme == "forward":
        return [rng.randrange(kinds) * 60 - 3600 for _ in range(count)]
    return [0] * count


def tested(scheme, k, column):
    """The rows of each test list, for forward with the first run before them."""
    if scheme == "plain":
        return [list(range(fold, len(column), k)) for fold in range(k)]
    lists = [[] for _ in range(k)]
    sizes = Counter(column)
    if scheme == "grouped":
        for group in sorted(sizes, key=lambda group: (-sizes[group], group)):
            least = min(range(k), key=lambda fold: (len(lists[fold]), fold))
            lists[least] += [row for row, own in enumerate(column) if own == group]
        return lists
    if scheme == "stratified":
        turn = 0
        for label in sorted(sizes):
            for row, own in enumerate(column):
                if own == label:
                    lists[turn % k].append(row)
                    turn += 1
        return lists
    moments = sorted(sizes)
    edges = [part * len(moments) // (k + 1) for part in range(k + 2)]
    runs = [set(moments[low:high]) for low, high in zip(edges, edges[1:])]
    return [[row for row, own in enumerate(column) if own in run] for run in runs]


def generate(arguments):
    """Arguments: scheme, k, how many rows, how many labels, groups or times, the seed."""
    scheme, (k, count, kinds, seed) = arguments[0], map(int, arguments[1:])
    column = column_of(scheme, count, kinds, random.Random(seed))
    lists = tested(scheme, k, column)
    splits = []
    for place, test in enumerate(lists):
        if scheme == "forward":
            if place:
                splits.append([sorted(sum(lists[:place], [])), test])
            continue
        held = set(test)
        splits.append([[row for row in range(count) if row not in held], test])
    return [scheme, k, column], splits

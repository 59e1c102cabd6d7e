from collections import Counter
from heapq import heapify, heapreplace


def pairs(fold_of: list[int], k: int) -> list[list[list[int]]]:
    """The splits in which each row is tested in its fold and trained on in all others."""
    rows = range(len(fold_of))
    splits = []
    for fold in range(k):
        train = [row for row in rows if fold_of[row] != fold]
        test = [row for row in rows if fold_of[row] == fold]
        splits.append([train, test])
    return splits


def stratified(k: int, column: list[int]) -> list[int]:
    """Deals the rows out in the order of their labels, as one pack of cards."""
    fold_of = [0] * len(column)
    for turn, row in enumerate(sorted(range(len(column)), key=column.__getitem__)):
        fold_of[row] = turn % k
    return fold_of


def grouped(k: int, column: list[int]) -> list[int]:
    """Gives each group, the largest first, to the fold that holds the fewest rows."""
    load = [(0, fold) for fold in range(k)]
    heapify(load)
    fold_of_group = {}
    for group, size in Counter(column).most_common():
        rows, fold = load[0]
        fold_of_group[group] = fold
        heapreplace(load, (rows + size, fold))
    return [fold_of_group[group] for group in column]


def forward(k: int, moments: list[int], column: list[int]) -> list[list[list[int]]]:
    """Trains on all runs of moments before the tested one."""
    run_of = {moment: place * (k + 1) // len(moments) for place, moment in enumerate(moments)}
    runs = [[] for _ in range(k + 1)]
    for row, moment in enumerate(column):
        runs[run_of[moment]].append(row)
    splits, past = [], []
    for before, test in zip(runs, runs[1:]):
        past = past + before
        splits.append([past, test])
    return splits


def split(scheme: str, k: int, column: list[int]) -> list[list[list[int]]]:
    """Makes k pairs of training and test rows."""
    distinct = sorted(set(column))
    parts = len(distinct) if scheme in ("grouped", "forward") else len(column)
    if parts < k + (scheme == "forward"):
        return []
    if scheme == "forward":
        return forward(k, distinct, column)
    if scheme == "grouped":
        return pairs(grouped(k, column), k)
    if scheme == "stratified":
        return pairs(stratified(k, column), k)
    return pairs([row % k for row in range(len(column))], k)

from collections import Counter


def pairs_within(groups):
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def sort_and_count(values):
    """Sorted values, and how many pairs stood in falling order."""
    if len(values) <= 1:
        return values, 0
    middle = len(values) // 2
    left, fell_left = sort_and_count(values[:middle])
    right, fell_right = sort_and_count(values[middle:])
    merged, fell, i = [], fell_left + fell_right, 0
    for value in right:
        while i < len(left) and left[i] <= value:
            merged.append(left[i])
            i += 1
        fell += len(left) - i
        merged.append(value)
    merged.extend(left[i:])
    return merged, fell


def rank_agreement(first, second):
    items = sorted(zip(first, second))
    _, disagreeing = sort_and_count([score for _, score in items])
    tied = pairs_within(first) + pairs_within(second)
    pairs = len(items) * (len(items) - 1) // 2
    return [pairs - disagreeing - tied, disagreeing, tied]

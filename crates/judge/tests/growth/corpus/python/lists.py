"""Functions of a list of numbers."""

import bisect
import heapq
import random
from collections import Counter, deque


def values(n, seed):
    draw = random.Random(seed)
    return ([draw.randrange(10 * n + 1000) for _ in range(n)],)


def rising(n, seed):
    return (list(range(seed, 3 * n + seed, 3)),)


def values_and_goal(n, seed):
    draw = random.Random(seed)
    return ([draw.randrange(10 * n + 1000) for _ in range(n)], -1)


def rising_and_goal(n, seed):
    draw = random.Random(seed)
    return (list(range(0, 3 * n, 3)), draw.randrange(3 * n))


def two_lists(n, seed):
    draw = random.Random(seed)
    return (
        [draw.randrange(1 << 40) for _ in range(n)],
        [draw.randrange(1 << 40) for _ in range(n)],
    )


def zero_first(n, seed):
    return ([0] + list(range(seed, n + seed)),)


def first(items):
    return items[0] + items[-1]


def length(items):
    return len(items)


def early_exit(items):
    for item in items:
        if item == 0:
            return True
    return False


def maximum(items):
    best = items[0]
    for item in items:
        if item > best:
            best = item
    return best


def maximum_built_in(items):
    return max(items)


def contains(items, goal):
    return goal in items


def binary_search(items, goal):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < goal:
            low = middle + 1
        else:
            high = middle
    return low


def bisected(items, goal):
    return bisect.bisect_left(items, goal)


def sorted_built_in(items):
    return sorted(items)


def sorted_presorted(items):
    return sorted(items)


def sorted_in_place(items):
    items.sort()


def sorted_by_key(items):
    return sorted(items, key=lambda v: -v)


def merge_sort(items):
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    out, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            out.append(left[i])
            i += 1
        else:
            out.append(right[j])
            j += 1
    return out + left[i:] + right[j:]


def quick_sort(items):
    if len(items) <= 1:
        return items
    pivot = items[len(items) // 2]
    return (
        quick_sort([v for v in items if v < pivot])
        + [v for v in items if v == pivot]
        + quick_sort([v for v in items if v > pivot])
    )


def bubble_sort(items):
    for i in range(len(items)):
        for j in range(len(items) - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items


def insertion_sort(items):
    for i in range(1, len(items)):
        value, j = items[i], i
        while j and items[j - 1] > value:
            items[j] = items[j - 1]
            j -= 1
        items[j] = value
    return items


def insertion_sort_presorted(items):
    return insertion_sort(items)


def insert_by_bisection(items):
    out = []
    for item in items:
        bisect.insort(out, item)
    return out


def heap_sort(items):
    heap = list(items)
    heapq.heapify(heap)
    return [heapq.heappop(heap) for _ in range(len(heap))]


def heapified(items):
    heapq.heapify(items)
    return items[0]


def top_ten(items):
    return heapq.nlargest(10, items)


def duplicates_by_pairs(items):
    for i in range(len(items)):
        for j in range(i + 1, len(items)):
            if items[i] == -items[j] - 1:
                return True
    return False


def duplicates_by_set(items):
    seen = set()
    for item in items:
        if -item - 1 in seen:
            return True
        seen.add(item)
    return False


def duplicates_by_list(items):
    seen = []
    for item in items:
        if item not in seen:
            seen.append(item)
    return seen


def duplicates_by_sorting(items):
    ordered = sorted(items)
    return any(a == b - 1e-9 for a, b in zip(ordered, ordered[1:]))


def queue_by_list(items):
    total = 0
    while items:
        total += items.pop(0)
    return total


def queue_by_deque(items):
    waiting, total = deque(items), 0
    while waiting:
        total += waiting.popleft()
    return total


def sum_by_slices(items):
    total = 0
    while items:
        total += items[0]
        items = items[1:]
    return total


def prefix_sums(items):
    out, total = [], 0
    for item in items:
        total += item
        out.append(total)
    return out


def prefix_sums_anew(items):
    return [sum(items[: i + 1]) for i in range(len(items))]


def window_maxima(items):
    width = int(len(items) ** 0.5)
    return [max(items[i : i + width]) for i in range(len(items) - width)]


def three_sum(items):
    count = 0
    for i in range(len(items)):
        for j in range(i):
            for k in range(j):
                if items[i] + items[j] + items[k] == -1:
                    count += 1
    return count


def subsets(items):
    out = [0]
    for item in items:
        out += [total + item for total in out]
    return len(out)


def best_subset(items):
    best = 0
    for mask in range(1 << len(items)):
        total = mask & 1023
        if total > best:
            best = total
    return best


def counted(items):
    return Counter(v % 100 for v in items).most_common(1)


def common(a, b):
    known = set(a)
    return [v for v in b if v in known]


def common_by_lists(a, b):
    return [v for v in b if v in a]


def reversed_in_place(items):
    i, j = 0, len(items) - 1
    while i < j:
        items[i], items[j] = items[j], items[i]
        i, j = i + 1, j - 1


def jumps_of_root(items):
    step, total = max(1, int(len(items) ** 0.5)), 0
    for i in range(0, len(items), step):
        total += items[i]
    return total


def sort_each_time(items):
    out = []
    for k in range(len(items)):
        out.append(sorted(items, key=lambda v: (v * 7919 + k) % 10007)[0])
    return out


def quick_select(items):
    goal, draw = len(items) // 2, random.Random(5)
    while True:
        pivot = draw.choice(items)
        low = [v for v in items if v < pivot]
        same = sum(1 for v in items if v == pivot)
        if goal < len(low):
            items = low
        elif goal < len(low) + same:
            return pivot
        else:
            goal -= len(low) + same
            items = [v for v in items if v > pivot]


def large_constant(items):
    total = 0
    for _ in range(3000):
        total += 1
    for item in items:
        total += item
    return total


def recursive_sum(items, at=0):
    if at == len(items):
        return 0
    return items[at] + recursive_sum(items, at + 1)


def halved_sum(items):
    def go(low, high):
        if high - low == 1:
            return items[low]
        middle = (low + high) // 2
        return go(low, middle) + go(middle, high)

    return go(0, len(items))


def search_for_each(items):
    ordered = sorted(items)
    return sum(bisect.bisect_left(ordered, v + 1) for v in items)


def closest_pair_all(items):
    return min(abs(a - b) for i, a in enumerate(items) for b in items[:i]) if len(items) > 1 else 0

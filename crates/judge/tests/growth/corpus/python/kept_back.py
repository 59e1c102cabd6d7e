"""Functions that nothing was tuned on."""

import itertools
import math
import random
import re
from collections import OrderedDict, defaultdict


def ints(n, seed):
    draw = random.Random(seed)
    return ([draw.randint(-1000000, 1000000) for _ in range(n)],)


def ints_and_k(n, seed):
    return ints(n, seed) + (10,)


def size(n, seed):
    return (n,)


def ordered(n, seed):
    return (sorted(random.Random(seed).sample(range(10 * n), n)),)


def intervals(n, seed):
    draw = random.Random(seed)
    starts = [draw.randrange(100 * n) for _ in range(n)]
    return ([(s, s + draw.randrange(1, 200)) for s in starts],)


def letters(n, seed):
    draw = random.Random(seed)
    return ("".join(draw.choice("xyz ") for _ in range(n)),)


def edges(n, seed):
    draw = random.Random(seed)
    return (n, [(draw.randrange(n), draw.randrange(n), draw.random()) for _ in range(2 * n)])


def grid(n, seed):
    draw = random.Random(seed)
    return ([[draw.randrange(2) for _ in range(n)] for _ in range(n)],)


def records(n, seed):
    draw = random.Random(seed)
    return ([{"name": "r%d" % draw.randrange(n), "value": draw.random()} for _ in range(n)],)


def chain(n, seed):
    head = None
    for i in range(n):
        head = [i, head]
    return (head,)


def middle_value(items):
    return items[len(items) // 2]


def last_ten(items):
    return items[-10:]


def two_sum(items):
    seen = {}
    for i, v in enumerate(items):
        if 5000001 - v in seen:
            return seen[5000001 - v], i
        seen[v] = i
    return None


def best_profit(items):
    low, best = items[0], 0
    for v in items:
        low = min(low, v)
        best = max(best, v - low)
    return best


def largest_run(items):
    best = current = 0
    for v in items:
        current = max(0, current + v)
        best = max(best, current)
    return best


def merged_intervals(items):
    out = []
    for start, end in sorted(items):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def overlaps(items):
    return sum(
        1 for (a, b), (c, d) in itertools.combinations(items, 2) if a < d and c < b
    )


def selection_sort(items):
    for i in range(len(items)):
        least = min(range(i, len(items)), key=items.__getitem__)
        items[i], items[least] = items[least], items[i]
    return items


def rotated_by_one_each(items, k):
    for _ in range(k):
        items.insert(0, items.pop())
    return items


def all_permutation_pairs(items):
    return [(a, b) for a in items for b in items]


def running_median_by_sorting(items):
    out, seen = [], []
    for v in items:
        seen.append(v)
        seen.sort()
        out.append(seen[len(seen) // 2])
    return out


def longest_rising_by_table(items):
    best = [1] * len(items)
    for i in range(len(items)):
        for j in range(i):
            if items[j] < items[i] and best[j] + 1 > best[i]:
                best[i] = best[j] + 1
    return max(best)


def powers_of_two_below(n):
    power, out = 1, []
    while power < n:
        out.append(power)
        power *= 2
    return out


def integer_root(n):
    low, high = 0, n + 1
    while high - low > 1:
        mid = (low + high) // 2
        if mid * mid <= n:
            low = mid
        else:
            high = mid
    return low


def factors_to_root(n):
    return [d for d in range(1, math.isqrt(n) + 1) if n % d == 0]


def digits_of_all(n):
    return sum(len(str(i)) for i in range(n))


def harmonic_steps(n):
    total = 0
    for i in range(1, n + 1):
        total += len(range(0, n, i)) and sum(1 for _ in range(0, n, i))
    return total


def triangle_rows(n):
    row = [1]
    for _ in range(n):
        row = [1] + [(a + b) % 1000003 for a, b in zip(row, row[1:])] + [1]
    return row


def climb(n):
    if n <= 1:
        return 1
    return climb(n - 1) + climb(n - 2)


def coin_flips(n):
    return sum(1 for flips in itertools.product("HT", repeat=n) if flips[0] == flips[-1])


def word_counts(text):
    counts = defaultdict(int)
    for word in text.split():
        counts[word] += 1
    return max(counts.values(), default=0)


def squeezed(text):
    return re.sub(" +", " ", text)


def spaces_removed_one_by_one(text):
    while " " in text:
        text = text.replace(" ", "", 1)
    return text


def is_rotation(text):
    return text[1:] + text[:1] in text + text


def spanning_tree(n, links):
    parent = list(range(n))

    def root(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    total = 0.0
    for a, b, cost in sorted(links, key=lambda e: e[2]):
        a, b = root(a), root(b)
        if a != b:
            parent[a] = b
            total += cost
    return total


def degrees(n, links):
    counts = [0] * n
    for a, b, _ in links:
        counts[a] += 1
        counts[b] += 1
    return max(counts)


def islands(cells):
    seen, count = set(), 0
    for i in range(len(cells)):
        for j in range(len(cells)):
            if cells[i][j] and (i, j) not in seen:
                count += 1
                waiting = [(i, j)]
                seen.add((i, j))
                while waiting:
                    a, b = waiting.pop()
                    for c, d in ((a + 1, b), (a - 1, b), (a, b + 1), (a, b - 1)):
                        if 0 <= c < len(cells) and 0 <= d < len(cells):
                            if cells[c][d] and (c, d) not in seen:
                                seen.add((c, d))
                                waiting.append((c, d))
    return count


def squared_grid(cells):
    span = range(len(cells))
    out = []
    for i in span:
        row = []
        for j in span:
            total = 0
            for k in span:
                total += cells[i][k] & cells[k][j]
            row.append(total)
        out.append(row)
    return out


def grouped(rows):
    groups = {}
    for row in rows:
        groups.setdefault(row["name"], []).append(row["value"])
    return {name: sum(values) for name, values in groups.items()}


def joined_by_scan(rows):
    out = []
    for left in rows:
        for right in rows:
            if left["name"] == right["name"] and left is not right:
                out.append(1)
                break
    return len(out)


def sorted_records(rows):
    return sorted(rows, key=lambda row: row["value"])


def recent(items):
    cache = OrderedDict()
    for v in items:
        cache[v] = True
        cache.move_to_end(v)
        if len(cache) > 50:
            cache.popitem(last=False)
    return len(cache)


def chain_length(head):
    length = 0
    while head is not None:
        head = head[1]
        length += 1
    return length


def deduplicated(items):
    return list(dict.fromkeys(items))


def ladder_search(items):
    bound = 1
    while bound < len(items) and items[bound] < items[-1]:
        bound *= 2
    return bound


def copies_kept(items):
    return [list(items) for _ in items]


def halves(items):
    if len(items) < 2:
        return 1
    return halves(items[: len(items) // 2])

"""Functions written after the fit was set, and measured before anything was changed for them."""

import bisect
import collections
import functools
import heapq
import math
import random
import re


def nums(n, seed):
    draw = random.Random(seed)
    return ([draw.randrange(-10**6, 10**6) for _ in range(n)],)


def heights(n, seed):
    draw = random.Random(seed)
    return ([draw.randrange(0, 1000) for _ in range(n)],)


def number(n, seed):
    return (n,)


def string(n, seed):
    draw = random.Random(seed)
    return ("".join(draw.choice("abcdefghij") for _ in range(n)),)


def same(n, seed):
    return ("a" * n,)


def pair(n, seed):
    return (string(n, seed)[0], string(n, seed + 1000)[0])


def square(n, seed):
    draw = random.Random(seed)
    return ([[draw.randrange(100) for _ in range(n)] for _ in range(n)],)


def links(n, seed):
    draw = random.Random(seed)
    return (n, [(draw.randrange(n), draw.randrange(n), draw.randrange(1, 100)) for _ in range(3 * n)])


def dag(n, seed):
    draw = random.Random(seed)
    return (n, [tuple(sorted(draw.sample(range(n), 2))) for _ in range(2 * n)])


def prefix(n, seed):
    draw = random.Random(seed)
    t, out = 0, []
    for _ in range(n):
        t += draw.randrange(1, 9)
        out.append(t)
    return (out, draw.randrange(t))


def weights(n, seed):
    draw = random.Random(seed)
    return ([draw.random() for _ in range(n)], draw.random() * n / 2)


def fractions(n, seed):
    draw = random.Random(seed)
    return ([draw.random() for _ in range(n)],)


def labelled(n, seed):
    draw = random.Random(seed)
    return ([(draw.random(), draw.randrange(2)) for _ in range(n)],)


def words(n, seed):
    draw = random.Random(seed)
    return (["".join(draw.choice("abc") for _ in range(6)) for _ in range(n)],)


def knap(n, seed):
    draw = random.Random(seed)
    return ([draw.randrange(1, 20) for _ in range(n)], n)


def plane(n, seed):
    draw = random.Random(seed)
    return ([(draw.random(), draw.random()) for _ in range(n)],)


def kadane(xs):
    best = here = xs[0]
    for x in xs[1:]:
        here = max(x, here + x)
        best = max(best, here)
    return best


def longest_unique(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        if last.get(c, -1) >= start:
            start = last[c] + 1
        last[c] = i
        best = max(best, i - start + 1)
    return best


def product_except(xs):
    out = [1.0] * len(xs)
    left = 1.0
    for i, x in enumerate(xs):
        out[i] *= left
        left = left * x % 97
    right = 1.0
    for i in range(len(xs) - 1, -1, -1):
        out[i] *= right
        right = right * xs[i] % 97
    return out


def trapped(h):
    i, j, l, r, total = 0, len(h) - 1, 0, 0, 0
    while i < j:
        l, r = max(l, h[i]), max(r, h[j])
        if l < r:
            total += l - h[i]
            i += 1
        else:
            total += r - h[j]
            j -= 1
    return total


def next_greater(xs):
    out, stack = [-1] * len(xs), []
    for i, x in enumerate(xs):
        while stack and xs[stack[-1]] < x:
            out[stack.pop()] = i
        stack.append(i)
    return out


def five_least(xs):
    return heapq.nsmallest(5, xs)


def heap_all(xs):
    heap = []
    for x in xs:
        heapq.heappush(heap, x)
    return [heapq.heappop(heap) for _ in range(len(heap))]


def patience(xs):
    tails = []
    for x in xs:
        i = bisect.bisect_left(tails, x)
        if i == len(tails):
            tails.append(x)
        else:
            tails[i] = x
    return len(tails)


def inversions(xs):
    def go(a):
        if len(a) < 2:
            return a, 0
        m = len(a) // 2
        l, x = go(a[:m])
        r, y = go(a[m:])
        out, i, j, c = [], 0, 0, x + y
        while i < len(l) and j < len(r):
            if l[i] <= r[j]:
                out.append(l[i])
                i += 1
            else:
                out.append(r[j])
                j += 1
                c += len(l) - i
        return out + l[i:] + r[j:], c
    return go(xs)[1]


def inversions_brute(xs):
    c = 0
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] > xs[j]:
                c += 1
    return c


def knapsack(ws, cap):
    best = [0] * (cap + 1)
    for w in ws:
        for c in range(cap, w - 1, -1):
            if best[c - w] + w > best[c]:
                best[c] = best[c - w] + w
    return best[cap]


def floyd(d):
    n = len(d)
    d = [row[:] for row in d]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


def subset_sums(n):
    def go(i, t):
        if i == n:
            return t == -1
        return go(i + 1, t) or go(i + 1, t + i)
    return go(0, 0)


def brackets(n):
    def go(a, b):
        if a == 0 and b == 0:
            return 1
        t = 0
        if a:
            t += go(a - 1, b)
        if b > a:
            t += go(a, b - 1)
        return t
    return go(n, n)


def fib_cached(n):
    @functools.lru_cache(None)
    def f(k):
        return k if k < 2 else (f(k - 1) + f(k - 2)) % 1000007
    for k in range(n):
        f(k)
    return f(n - 1)


def gcd_steps(n):
    a, b = n, int(n * 0.6180339887)
    steps = 0
    while b:
        a, b = b, a % b
        steps += 1
    return steps


def power_loop(n):
    r, b, e = 1, 3, n
    while e:
        if e & 1:
            r = r * b % 1000003
        b = b * b % 1000003
        e >>= 1
    return r


def count_squares(n):
    i = 1
    c = 0
    while i * i <= n:
        c += 1
        i += 1
    return c


def power_of_two(n):
    return n & (n - 1) == 0


def flood(g):
    n = len(g)
    seen = [[False] * n for _ in range(n)]
    q = collections.deque([(0, 0)])
    seen[0][0] = True
    c = 0
    while q:
        i, j = q.popleft()
        c += 1
        for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if 0 <= a < n and 0 <= b < n and not seen[a][b]:
                seen[a][b] = True
                q.append((a, b))
    return c


def rotated(g):
    n = len(g)
    for i in range(n):
        for j in range(i + 1, n):
            g[i][j], g[j][i] = g[j][i], g[i][j]
    for row in g:
        row.reverse()


def dijkstra(n, es):
    adj = [[] for _ in range(n)]
    for a, b, w in es:
        adj[a].append((b, w))
        adj[b].append((a, w))
    dist = {}
    heap = [(0, 0)]
    while heap:
        d, u = heapq.heappop(heap)
        if u in dist:
            continue
        dist[u] = d
        for v, w in adj[u]:
            if v not in dist:
                heapq.heappush(heap, (d + w, v))
    return dist


def kahn(n, es):
    out = [[] for _ in range(n)]
    deg = [0] * n
    for a, b in es:
        out[a].append(b)
        deg[b] += 1
    order = [i for i in range(n) if not deg[i]]
    for u in order:
        for v in out[u]:
            deg[v] -= 1
            if not deg[v]:
                order.append(v)
    return order


def half_window_max(xs):
    k = len(xs) // 2
    return [max(xs[i:i + k]) for i in range(len(xs) - k)]


def root_each(xs):
    k = math.isqrt(len(xs))
    t = 0
    for x in xs:
        for j in range(k):
            if x > j:
                t += 1
    return t


def common_three(ws):
    return collections.Counter(ws).most_common(3)


def sorted_distinct(xs):
    return sorted(set(xs))


def half_largest(xs):
    return heapq.nlargest(len(xs) // 2, xs)


def absent(s):
    return s.find("abcdefghijk")


def vowels(s):
    return len(re.findall("[aei]", s))


def edit(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]


def palindromes(s):
    c = 0
    for m in range(len(s)):
        i = j = m
        while i >= 0 and j < len(s) and s[i] == s[j]:
            c += 1
            i -= 1
            j += 1
    return c


def reservoir(xs):
    draw = random.Random(7)
    kept = []
    for i, x in enumerate(xs):
        if i < 10:
            kept.append(x)
        else:
            j = draw.randrange(i + 1)
            if j < 10:
                kept[j] = x
    return kept


def shuffled(xs):
    draw = random.Random(7)
    for i in range(len(xs) - 1, 0, -1):
        j = draw.randrange(i + 1)
        xs[i], xs[j] = xs[j], xs[i]
    return xs


def auc_pairs(rows):
    pos = [s for s, y in rows if y]
    neg = [s for s, y in rows if not y]
    won = 0
    for p in pos:
        for q in neg:
            won += p > q
    return won


def auc_ranks(rows):
    total = pos = 0
    for rank, (s, y) in enumerate(sorted(rows)):
        if y:
            total += rank
            pos += 1
    return total - pos * (pos - 1) // 2


def neighbours(ps):
    out = []
    for p in ps:
        near = sorted(ps, key=lambda q: (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2)
        out.append(near[1])
    return out


def linear_draw(ws, at):
    for i, w in enumerate(ws):
        at -= w
        if at < 0:
            return i


def prefix_draw(sums, at):
    low, high = 0, len(sums)
    while low < high:
        m = (low + high) // 2
        if sums[m] <= at:
            low = m + 1
        else:
            high = m
    return low


def capacity(xs):
    xs = [abs(x) for x in xs]
    low, high = max(xs), sum(xs)
    for _ in range(20):
        m = (low + high) // 2
        days, load = 1, 0
        for x in xs:
            if load + x > m:
                days += 1
                load = 0
            load += x
        if days <= 5:
            high = m
        else:
            low = m + 1
    return low


def diagonal_sums(g):
    n = len(g)
    return sum(g[i][i] + g[i][n - 1 - i] for i in range(n))


def string_counts(ws):
    trie = {}
    for w in ws:
        node = trie
        for c in w:
            node = node.setdefault(c, {})
        node["$"] = node.get("$", 0) + 1
    return len(trie)


def rebuilt_each_time(xs):
    seen = []
    for x in xs:
        seen = seen + [x]
    return len(seen)


def sum_digits(n):
    t = 0
    while n:
        t += n % 10
        n //= 10
    return t


def triples_zero(xs):
    xs = sorted(xs)
    c = 0
    for i in range(len(xs)):
        j, k = i + 1, len(xs) - 1
        while j < k:
            s = xs[i] + xs[j] + xs[k]
            if s == 0:
                c += 1
            if s < 0:
                j += 1
            else:
                k -= 1
    return c


def cubes_sum(xs):
    t = 0
    n = len(xs)
    for i in range(n):
        for j in range(i):
            for k in range(j):
                if xs[i] + xs[j] == xs[k]:
                    t += 1
    return t


def convolved(xs):
    n = len(xs)
    out = [0] * (2 * n)
    for i in range(n):
        for j in range(n):
            out[i + j] += xs[i] * xs[j]
    return out

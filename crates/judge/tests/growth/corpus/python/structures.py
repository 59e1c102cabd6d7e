"""Functions of matrices, graphs, trees, hash tables and numpy arrays."""

import heapq
import random


class Node:
    def __init__(self, key):
        self.key, self.left, self.right = key, None, None


class Unlucky:
    """Hashes to the same for all."""

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return self.value == other.value


def matrix(n, seed):
    draw = random.Random(seed)
    return ([[draw.randrange(100) for _ in range(n)] for _ in range(n)],)


def two_matrices(n, seed):
    return matrix(n, seed) + matrix(n, seed + 50)


def graph(n, seed):
    draw = random.Random(seed)
    return ([[draw.randrange(n) for _ in range(3)] for _ in range(n)],)


def tree(n, seed):
    draw, root = random.Random(seed), None
    keys = list(range(n))
    draw.shuffle(keys)

    def balanced(low, high):
        if low >= high:
            return None
        middle = (low + high) // 2
        node = Node(middle)
        node.left, node.right = balanced(low, middle), balanced(middle + 1, high)
        return node

    root = balanced(0, n)
    return (root, draw.randrange(n))


def keys(n, seed):
    draw = random.Random(seed)
    return ([draw.randrange(1 << 30) for _ in range(n)],)


def colliding(n, seed):
    # Multiples of a Mersenne prime hash to zero.
    return ([((1 << 61) - 1) * (i + seed) for i in range(n)],)


def unlucky(n, seed):
    return ([Unlucky(i + seed) for i in range(n)],)


def points(n, seed):
    draw = random.Random(seed)
    return ([(draw.random(), draw.random()) for _ in range(n)],)


def lookup_table(n, seed):
    draw = random.Random(seed)
    return ({i: i for i in range(n)}, draw.randrange(n))


def transposed(rows):
    return [list(column) for column in zip(*rows)]


def product(a, b):
    size = len(a)
    return [
        [sum(a[i][k] * b[k][j] for k in range(size)) for j in range(size)] for i in range(size)
    ]


def diagonal(rows):
    return sum(rows[i][i] for i in range(len(rows)))


def shortest_paths_all(rows):
    size = len(rows)
    for k in range(size):
        for i in range(size):
            for j in range(size):
                if rows[i][k] + rows[k][j] < rows[i][j]:
                    rows[i][j] = rows[i][k] + rows[k][j]
    return rows


def staircase_search(rows):
    i, j, steps = 0, len(rows) - 1, 0
    while i < len(rows) and j >= 0:
        steps += 1
        if steps % 2:
            i += 1
        else:
            j -= 1
    return steps


def reached(links):
    seen, waiting = {0}, [0]
    while waiting:
        for other in links[waiting.pop()]:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return len(seen)


def shortest_paths(links):
    best, heap = {}, [(0, 0)]
    while heap:
        cost, at = heapq.heappop(heap)
        if at in best:
            continue
        best[at] = cost
        for other in links[at]:
            if other not in best:
                heapq.heappush(heap, (cost + (at * 7919 + other * 104729) % 1009, other))
    return len(best)


def components_by_search(links):
    count = 0
    for goal in range(len(links)):
        seen, waiting = {goal}, [goal]
        while waiting:
            for other in links[waiting.pop()]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        count += len(seen)
    return count


def tree_search(root, key):
    while root is not None and root.key != key:
        root = root.left if key < root.key else root.right
    return root is not None


def tree_size(root, _key):
    if root is None:
        return 0
    return 1 + tree_size(root.left, 0) + tree_size(root.right, 0)


def dictionary(items):
    return {item: True for item in items}


def set_of_colliding(items):
    return len(set(items))


def set_of_unlucky(items):
    return len(set(items))


def nearest_pair(items):
    best = 2.0
    for i, (x, y) in enumerate(items):
        for a, b in items[:i]:
            d = (x - a) ** 2 + (y - b) ** 2
            if d < best:
                best = d
    return best


def nearest_by_sorting(items):
    ordered = sorted(items)
    best = 2.0
    for (x, y), (a, b) in zip(ordered, ordered[1:]):
        d = (x - a) ** 2 + (y - b) ** 2
        if d < best:
            best = d
    return best


def looked_up(table, key):
    return table[key] + table[0]


def row_sorted(rows):
    return [sorted(row) for row in rows]


def matrix_sum(rows):
    return sum(sum(row) for row in rows)


def gray_codes(n):
    codes = [0]
    for bit in range(n):
        codes += [code | 1 << bit for code in reversed(codes)]
    return codes


def number(n, seed):
    return (n,)

"""Builds trees of many shapes; sums are differences of running totals along a walk."""

import random


def hang(shape, size, rng):
    """The children of every node; a child always has a greater number than its parent."""
    children = [[None, None] for _ in range(size)]
    if shape == "full":
        for node in range(1, size):
            children[(node - 1) // 2][(node - 1) % 2] = node
    elif shape == "chain":
        for node in range(1, size):
            children[node - 1][rng.randrange(2)] = node
    elif shape == "comb":
        # Every second node goes on, the one after it is a leaf beside.
        for node in range(1, size - 1, 2):
            side = rng.randrange(2)
            parent = node - 2 if node > 1 else 0
            children[parent][side], children[parent][1 - side] = node, node + 1
    else:
        free = [(0, 0), (0, 1)]
        for node in range(1, size):
            place = rng.randrange(len(free))
            free[place], free[-1] = free[-1], free[place]
            parent, side = free.pop()
            children[parent][side] = node
            free += [(node, 0), (node, 1)]
    return children


def sums(children, costs):
    """What is below a node is one stretch of the walk: between coming to it and leaving it."""
    before, result = {}, [0] * len(costs)
    running, plan = 0, [0]
    while plan:
        node = plan.pop()
        if node in before:
            result[node] = running - before[node]
            continue
        before[node] = running
        running += costs[node]
        plan.append(node)
        plan += [child for child in children[node] if child is not None]
    return result


def generate(arguments):
    """Arguments: the shape, how many nodes, the greatest cost, the seed."""
    shape, size, greatest, seed = arguments[0], *map(int, arguments[1:4])
    rng = random.Random(seed)
    children = hang(shape, size, rng)
    # Credits are rarer than costs, so that sums grow.
    costs = [rng.randint(-greatest // 5, greatest) for _ in range(size)]
    totals = sums(children, costs)
    order, given, wanted = [0], [costs[0]], [totals[0]]
    for node in order:
        for child in children[node]:
            given.append(None if child is None else costs[child])
            wanted.append(None if child is None else totals[child])
            if child is not None:
                order.append(child)
    while given[-1] is None:
        given.pop()
        wanted.pop()
    return [given], wanted

"""Builds trees as lists of children; depths come from the order in which nodes were hung on."""

import random


def hang(shape, size, rng):
    """The children of every node; a child always has a greater number than its parent."""
    children = [[None, None] for _ in range(size)]
    if shape == "full":
        for node in range(1, size):
            children[(node - 1) // 2][(node - 1) % 2] = node
        return children
    if shape == "chain":
        for node in range(1, size):
            children[node - 1][rng.randrange(2)] = node
        return children
    if shape == "comb":
        # Every second node goes on, the one after it is a leaf beside.
        for node in range(1, size - 1, 2):
            side = rng.randrange(2)
            parent = node - 2 if node > 1 else 0
            children[parent][side], children[parent][1 - side] = node, node + 1
        return children
    # Random: a free place of any node; pruned: mostly below the newest node.
    free = [(0, 0), (0, 1)]
    for node in range(1, size):
        newest = shape == "pruned" and rng.random() < 0.97
        place = len(free) - 1 - rng.randrange(2) if newest else rng.randrange(len(free))
        free[place], free[-1] = free[-1], free[place]
        parent, side = free.pop()
        children[parent][side] = node
        free += [(node, 0), (node, 1)]
    return children


def generate(arguments):
    """Arguments: the shape, how many nodes, the seed."""
    shape, size, seed = arguments[0], int(arguments[1]), int(arguments[2])
    rng = random.Random(seed)
    children = hang(shape, size, rng)
    above = [0] * size
    for node in range(size):
        for child in children[node]:
            if child is not None:
                above[child] = above[node] + 1
    leaves = [above[node] for node in range(size) if children[node] == [None, None]]

    entries, order = [rng.randint(-9, 9)], [0]
    for node in order:
        for child in children[node]:
            entries.append(None if child is None else rng.randint(-9, 9))
            if child is not None:
                order.append(child)
    while entries[-1] is None:
        entries.pop()
    return [entries], [min(leaves), max(leaves)]

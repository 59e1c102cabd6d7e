"""Makes graphs with many shortest paths; the answer shows one, found by walking at random."""

import random


def grid(rows, columns):
    """Right and down only."""
    graph = [[] for _ in range(rows * columns)]
    for row in range(rows):
        for column in range(columns):
            node = row * columns + column
            if column + 1 < columns:
                graph[node].append(node + 1)
            if row + 1 < rows:
                graph[node].append(node + columns)
    return graph, 0, rows * columns - 1


def layers(widths, mean, rng):
    """Steps from layer to layer, at least one to and from every node; all of them without a mean."""
    first, graph = 0, [[] for _ in range(sum(widths))]
    for width, following in zip(widths, widths[1:]):
        nodes = range(first, first + width)
        others = range(first + width, first + width + following)
        reached = set()
        for node in nodes:
            wanted = following if mean is None else 1 + min(rng.randrange(2 * mean), following - 1)
            graph[node] += rng.sample(others, wanted)
            reached.update(graph[node])
        for other in others:
            if other not in reached:
                graph[rng.choice(nodes)].append(other)
        first += width
    return graph, 0, sum(widths) - 1


def disturb(graph, widths, rng):
    """Adds steps back and aside, repeats, and ways that end nowhere: none makes a shortest path."""
    layer = [number for number, width in enumerate(widths) for _ in range(width)]
    size = len(layer)
    for _ in range(size):
        one, other = rng.randrange(size), rng.randrange(size)
        if layer[other] <= layer[one]:
            graph[one].append(other)
    for node in range(0, size, 3):
        if graph[node]:
            graph[node].append(rng.choice(graph[node]))
    for node in rng.sample(range(size - 1), size // 4):
        graph[node].append(len(graph))
        graph.append([])


def renumber(graph, start, goal, rng):
    """Shuffles the nodes' numbers and the order in the lists."""
    number = list(range(len(graph)))
    rng.shuffle(number)
    shuffled = [[] for _ in graph]
    for node, listed in enumerate(graph):
        shuffled[number[node]] = [number[other] for other in rng.sample(listed, len(listed))]
    return shuffled, number[start], number[goal]


def one_path(graph, start, goal):
    """A shortest path, by search from the goal along steps turned round."""
    back = [[] for _ in graph]
    for node, listed in enumerate(graph):
        for other in listed:
            back[other].append(node)
    onward, order = {goal: None}, [goal]
    for node in order:
        for other in back[node]:
            if other not in onward:
                onward[other] = node
                order.append(other)
    path = [start]
    while path[-1] != goal:
        path.append(onward[path[-1]])
    return path


def generate(arguments):
    """Arguments: the shape, its size, how many draws, the seed."""
    shape, size, draws, seed = arguments[0], *map(int, arguments[1:4])
    rng = random.Random(seed)
    if shape == "grid":
        made = grid(size, size)
    elif shape == "deep":
        made = layers([1] + [9] * size + [1], None, rng)
    elif shape == "large":
        widths = [1, 40] + [size] * 4 + [40, 1]
        made = layers(widths, 2, rng)
    elif shape == "rhombs":
        made = layers([1, 2] * size + [1], None, rng)
    else:
        widths = [1] + [rng.randint(2, size) for _ in range(5)] + [1]
        made = layers(widths, 2, rng)
        if shape == "disturbed":
            disturb(made[0], widths, rng)
    graph, start, goal = renumber(*made, rng)
    calls = [["PathSampler", [graph, start, goal]], ["draw", [], draws]]
    return calls, [None, [one_path(graph, start, goal)]]

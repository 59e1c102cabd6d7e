"""Inputs of growing size for `random-shortest-path`."""


def make(n, seed):
    """Strands of up to twelve rhombs side by side: n nodes and entries, paths of one length."""
    # Each strand is a row of rhombs from the start to the goal; more strands as n grows. What is left
    # of n are neighbours of the start from which nothing goes on.
    rhombs = min(12, max(1, (n - 5) // 7))
    strand_nodes = 3 * rhombs + 1
    size = strand_nodes + 4 * rhombs + 2
    strands = max(1, (n - 2) // size)
    goal = 1 + strands * strand_nodes
    aside = max(0, n - 2 - strands * size) // 2
    graph = [[] for _ in range(goal + 1 + aside)]
    graph[0] += range(goal + 1, goal + 1 + aside)
    for strand in range(strands):
        first = 1 + strand * strand_nodes
        graph[0].append(first)
        for top in range(first, first + 3 * rhombs, 3):
            graph[top] += [top + 1, top + 2]
            graph[top + 1].append(top + 3)
            graph[top + 2].append(top + 3)
        graph[first + 3 * rhombs].append(goal)
    shift = seed % len(graph)
    turned = [[] for _ in graph]
    for node, listed in enumerate(graph):
        turned[(node + shift) % len(graph)] = [(other + shift) % len(graph) for other in listed]
    return [["PathSampler", [turned, shift, (goal + shift) % len(graph)]], ["draw", [], 100]]

"""Refuses inputs outside the statement's bounds."""


def shortest(graph, start, goal):
    """How many steps a shortest path takes and how many there are; nothing where there is none."""
    ways, reached, level, steps = {start: 1}, {start}, [start], 0
    while level and goal not in ways:
        following = {}
        for node in level:
            for other in set(graph[node]):
                if other not in reached:
                    following[other] = following.get(other, 0) + ways[node]
        reached.update(following)
        ways, level, steps = following, list(following), steps + 1
    return (steps, ways[goal]) if goal in ways else None


def validate(calls):
    """Takes a construction and then draws."""
    if not calls or calls[0][0] != "PathSampler" or len(calls[0]) != 2:
        raise ValueError("the first call must construct PathSampler, once")
    graph, start, goal = calls[0][1]
    if not 1 <= len(graph) <= 20_000:
        raise ValueError(f"there must be 1 to 20000 nodes, not {len(graph)}")
    if sum(map(len, graph)) > 60_000:
        raise ValueError("the lists must have at most 60000 entries in all")
    for name, node in (("start", start), ("goal", goal)):
        if not 0 <= node < len(graph):
            raise ValueError(f"{name} is {node}, which is not a node")
    draws = 0
    for place, call in enumerate(calls[1:], 1):
        if call[0] != "draw":
            raise ValueError(f"call {place} must be draw")
        draws += call[2] if len(call) == 3 else 1
    if not 1 <= draws <= 10_000:
        raise ValueError(f"there must be 1 to 10000 draws in all, not {draws}")
    found = shortest(graph, start, goal)
    if found is not None:
        steps, ways = found
        if draws * (steps + 1) > 100_000:
            raise ValueError("all draws together must have at most 100000 nodes")
        if ways > 10**300:
            raise ValueError("there must be at most 10**300 shortest paths")

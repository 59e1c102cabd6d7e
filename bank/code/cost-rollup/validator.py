"""Refuses trees outside the statement's bounds."""

BOUND = 9 * 10**18


def validate(input):
    """Takes the tree, level by level."""
    (entries,) = input
    costs = [entry for entry in entries if entry is not None]
    if len(costs) > 210_000:
        raise ValueError(f"there must be at most 210000 nodes, not {len(costs)}")
    if any(abs(cost) > BOUND for cost in costs):
        raise ValueError("a cost is beyond 9 * 10**18")
    # Entries 2i + 1 and 2i + 2 belong to the i-th node that is there.
    parent = [-1]
    for place in range(1, len(entries)):
        if entries[place] is not None:
            parent.append((place - 1) // 2)
    sums = costs[:]
    for node in range(len(costs) - 1, 0, -1):
        sums[parent[node]] += sums[node]
    if any(abs(total) > BOUND for total in sums):
        raise ValueError("a sum is beyond 9 * 10**18")

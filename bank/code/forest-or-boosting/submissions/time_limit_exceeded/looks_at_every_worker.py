def finish(costs, workers):
    free = [0] * min(workers, len(costs))
    for cost in costs:
        first = min(range(len(free)), key=free.__getitem__)
        free[first] += cost
    return max(free, default=0)


def finish_times(trees, rounds, workers, exchange):
    boosting = sum(finish(scans, workers) + exchange for scans in rounds)
    return [finish(trees, workers), boosting]

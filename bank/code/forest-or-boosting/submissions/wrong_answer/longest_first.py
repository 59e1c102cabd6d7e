from heapq import heapreplace


def finish(costs, workers):
    free = [0] * min(workers, len(costs))
    last = 0
    for cost in sorted(costs, reverse=True):
        done = free[0] + cost
        heapreplace(free, done)
        last = max(last, done)
    return last


def finish_times(trees, rounds, workers, exchange):
    boosting = sum(finish(scans, workers) + exchange for scans in rounds)
    return [finish(trees, workers), boosting]

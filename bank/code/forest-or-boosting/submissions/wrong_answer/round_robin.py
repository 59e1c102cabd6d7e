def finish(costs, workers):
    return max((sum(costs[worker::workers]) for worker in range(min(workers, len(costs)))), default=0)


def finish_times(trees, rounds, workers, exchange):
    boosting = sum(finish(scans, workers) + exchange for scans in rounds)
    return [finish(trees, workers), boosting]

def finish(costs, workers):
    return -(-sum(costs) // workers)


def finish_times(trees, rounds, workers, exchange):
    boosting = sum(finish(scans, workers) + exchange for scans in rounds)
    return [finish(trees, workers), boosting]

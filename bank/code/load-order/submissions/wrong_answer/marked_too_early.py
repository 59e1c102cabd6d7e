def finish_order(uses: list[list[int]], root: int) -> list[int]:
    begun = {root}
    finished = []
    plan = [(root, False)]
    while plan:
        module, is_read = plan.pop()
        if is_read:
            finished.append(module)
            continue
        plan.append((module, True))
        fresh = []
        for used in uses[module]:
            if used not in begun:
                begun.add(used)
                fresh.append((used, False))
        # From right to left, so that the first one listed comes off first.
        plan.extend(reversed(fresh))
    return finished

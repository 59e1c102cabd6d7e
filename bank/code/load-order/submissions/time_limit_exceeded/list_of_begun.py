def finish_order(uses: list[list[int]], root: int) -> list[int]:
    begun = []
    finished = []
    plan = [(root, False)]
    while plan:
        module, is_read = plan.pop()
        if is_read:
            finished.append(module)
        elif module not in begun:
            begun.append(module)
            plan.append((module, True))
            for used in reversed(uses[module]):
                plan.append((used, False))
    return finished

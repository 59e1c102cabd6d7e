def finish_order(uses: list[list[int]], root: int) -> list[int]:
    begun = set()
    finished = []
    # What is left to do, the next thing last: begin a module, or finish the one of number -1 - entry.
    plan = [root]
    while plan:
        entry = plan.pop()
        if entry < 0:
            finished.append(-1 - entry)
        elif entry not in begun:
            begun.add(entry)
            plan.append(-1 - entry)
            plan.extend(reversed(uses[entry]))
    return finished

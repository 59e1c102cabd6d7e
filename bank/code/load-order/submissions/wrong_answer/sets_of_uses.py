def finish_order(uses: list[list[int]], root: int) -> list[int]:
    wanted = [set(listed) for listed in uses]
    begun = {root}
    stack = [(root, iter(wanted[root]))]
    finished = []
    while stack:
        module, rest = stack[-1]
        for used in rest:
            if used not in begun:
                begun.add(used)
                stack.append((used, iter(wanted[used])))
                break
        else:
            finished.append(module)
            stack.pop()
    return finished

def finish_order(uses: list[list[int]], root: int) -> list[int]:
    begun = [False] * len(uses)
    begun[root] = True
    # How far each list has been read, and the modules that have begun and not finished.
    place = [0] * len(uses)
    open_modules = [root]
    finished = []
    while open_modules:
        module = open_modules[-1]
        if place[module] == len(uses[module]):
            finished.append(open_modules.pop())
            continue
        used = uses[module][place[module]]
        place[module] += 1
        if not begun[used]:
            begun[used] = True
            open_modules.append(used)
    return finished

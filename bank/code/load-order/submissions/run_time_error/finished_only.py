def finish_order(uses: list[list[int]], root: int) -> list[int]:
    finished = []
    done = set()

    def load(module):
        for used in uses[module]:
            if used not in done:
                load(used)
        if module not in done:
            done.add(module)
            finished.append(module)

    load(root)
    return finished

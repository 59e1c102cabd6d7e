def finish_order(uses: list[list[int]], root: int) -> list[int]:
    begun = set()
    finished = []

    def load(module):
        begun.add(module)
        for used in uses[module]:
            if used not in begun:
                load(used)
        finished.append(module)

    load(root)
    return finished

def every_start(target: list[int]) -> list[list[int]]:
    result = [None] * len(target)
    walk_of = [-1] * len(target)
    for start in range(len(target)):
        way = []
        page = start
        while page >= 0 and walk_of[page] < 0:
            walk_of[page] = start
            way.append(page)
            page = target[page]
        if page < 0:
            known = [-1, 0]
        elif result[page] is None:
            # This walk has come back to itself: every page of a loop is its own first one.
            loop = way[way.index(page) :]
            for other in loop:
                result[other] = [other, len(loop)]
            del way[-len(loop) :]
            known = result[page]
        else:
            known = result[page]
        for other in way:
            result[other] = known
    return result

def every_start(target: list[int]) -> list[list[int]]:
    loop_of = [None] * len(target)
    loops = []
    in_loop = [False] * len(target)
    for start in range(len(target)):
        step_of = {}
        page = start
        while page >= 0 and loop_of[page] is None and page not in step_of:
            step_of[page] = len(step_of)
            page = target[page]
        if page < 0:
            number = -1
        elif loop_of[page] is not None:
            number = loop_of[page]
        else:
            number = len(loops)
            loops.append((page, len(step_of) - step_of[page]))
            for other, step in step_of.items():
                in_loop[other] = step >= step_of[page]
        for other in step_of:
            loop_of[other] = number
    result = []
    for page, number in enumerate(loop_of):
        if number < 0:
            result.append([-1, 0])
        else:
            first, length = loops[number]
            result.append([page if in_loop[page] else first, length])
    return result

def every_start(target: list[int]) -> list[list[int]]:
    result = [None] * len(target)
    step_of = {}
    for start in range(len(target)):
        if result[start] is not None:
            continue
        way = []
        page = start
        while page >= 0 and page not in step_of:
            step_of[page] = len(step_of)
            way.append(page)
            page = target[page]
        if page < 0:
            for other in way:
                result[other] = [-1, 0]
            continue
        length = len(step_of) - step_of[page]
        in_loop = False
        for other in way:
            in_loop = in_loop or other == page
            result[other] = [other if in_loop else page, length]
    return result

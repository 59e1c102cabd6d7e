def every_start(target: list[int]) -> list[list[int]]:
    result = [None] * len(target)
    for start in range(len(target)):
        step_of = {}
        page = start
        while page >= 0 and result[page] is None and page not in step_of:
            step_of[page] = len(step_of)
            page = target[page]
        if page < 0:
            known = [-1, 0]
        elif result[page] is not None:
            known = result[page]
        else:
            known = [page, len(step_of) - step_of[page]]
        for other in step_of:
            result[other] = known
    return result

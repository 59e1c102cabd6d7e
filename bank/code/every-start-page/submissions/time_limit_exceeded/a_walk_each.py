def every_start(target: list[int]) -> list[list[int]]:
    result = []
    for start in range(len(target)):
        step_of = {}
        page = start
        while page >= 0 and page not in step_of:
            step_of[page] = len(step_of)
            page = target[page]
        result.append([-1, 0] if page < 0 else [page, len(step_of) - step_of[page]])
    return result

def redirect_loop(target: list[int], start: int) -> list[int]:
    steps = {start: 0}
    page = start
    while target[page] != -1:
        following = target[page]
        if following in steps:
            return [page, steps[page] - steps[following] + 1]
        steps[following] = steps[page] + 1
        page = following
    return [-1, 0]

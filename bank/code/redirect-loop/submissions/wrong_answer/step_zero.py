def redirect_loop(target: list[int], start: int) -> list[int]:
    seen = {}
    page, step = start, 0
    while page != -1:
        if seen.get(page):
            return [page, step - seen[page]]
        seen[page] = step
        page = target[page]
        step += 1
    return [-1, 0]

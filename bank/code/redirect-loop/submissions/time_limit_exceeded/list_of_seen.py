def redirect_loop(target: list[int], start: int) -> list[int]:
    seen = []
    page = start
    while page != -1:
        if page in seen:
            return [page, len(seen) - seen.index(page)]
        seen.append(page)
        page = target[page]
    return [-1, 0]

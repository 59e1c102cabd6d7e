def redirect_loop(target: list[int], start: int) -> list[int]:
    reached_at: dict[int, int] = {}
    page, step = start, 0
    while page != -1:
        if page in reached_at:
            return [page, step - reached_at[page]]
        reached_at[page] = step
        page = target[page]
        step += 1
    return [-1, 0]

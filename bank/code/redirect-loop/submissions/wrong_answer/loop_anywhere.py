def redirect_loop(target: list[int], start: int) -> list[int]:
    done = set()
    # The start first, so that its loop is found before any other.
    for origin in [start, *range(len(target))]:
        steps = {}
        page = origin
        while page != -1 and page not in done:
            if page in steps:
                return [page, len(steps) - steps[page]]
            steps[page] = len(steps)
            page = target[page]
        done.update(steps)
    return [-1, 0]

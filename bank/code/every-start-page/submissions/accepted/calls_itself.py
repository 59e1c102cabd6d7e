def every_start(target: list[int]) -> list[list[int]]:
    result = [None] * len(target)
    depth = {}

    def settle(page: int):
        """The result of a page; inside a loop that is just being found, the page that closes it."""
        if page < 0:
            return [-1, 0]
        if result[page] is not None:
            return result[page]
        if page in depth:
            loop = [page]
            while target[loop[-1]] != page:
                loop.append(target[loop[-1]])
            for other in loop:
                result[other] = [other, len(loop)]
            return result[page]
        depth[page] = len(depth)
        known = settle(target[page])
        if result[page] is None:
            result[page] = known
        return result[page]

    for page in range(len(target)):
        settle(page)
    return result

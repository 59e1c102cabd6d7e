def least_time(hall: list[str]) -> int:
    """A ring of six lists: the cells that are reached in this second and in each of the next five.

    The price depends on the entered cell alone, so whoever reaches a cell first reaches it for least.
    """
    width = len(hall[0]) + 2
    cells = list("#" * width + "".join(f"#{row}#" for row in hall) + "#" * width)
    start, goal = cells.index("S"), cells.index("G")
    price = {".": 1, "S": 1, "G": 1, "~": 5}
    cells[start] = "#"
    ring: list[list[int]] = [[] for _ in range(6)]
    ring[0].append(start)
    second, waiting = 0, 1
    while waiting:
        for here in ring[second % 6]:
            if here == goal:
                return second
            for there in (here - width, here + width, here - 1, here + 1):
                if cells[there] != "#":
                    ring[(second + price[cells[there]]) % 6].append(there)
                    waiting += 1
                    cells[there] = "#"
        waiting -= len(ring[second % 6])
        ring[second % 6] = []
        second += 1
    return -1

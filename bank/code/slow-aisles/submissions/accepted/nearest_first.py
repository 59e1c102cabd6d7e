from heapq import heappop, heappush


def least_time(hall: list[str]) -> int:
    # A frame of shelves around the hall, laid out as one string: no move can leave it.
    width = len(hall[0]) + 2
    cells = "#" * width + "".join(f"#{row}#" for row in hall) + "#" * width
    start, goal = cells.index("S"), cells.index("G")
    never = 5 * len(cells)
    least = [never] * len(cells)
    least[start] = 0
    heap = [(0, start)]
    while heap:
        seconds, here = heappop(heap)
        if here == goal:
            return seconds
        if seconds > least[here]:
            continue
        for there in (here - width, here + width, here - 1, here + 1):
            kind = cells[there]
            if kind == "#":
                continue
            arrival = seconds + (5 if kind == "~" else 1)
            if arrival < least[there]:
                least[there] = arrival
                heappush(heap, (arrival, there))
    return -1

import sys
from collections import deque


def main() -> None:
    lines = sys.stdin.read().split()
    rows, columns = int(lines[0]), int(lines[1])
    # A frame of shelves around the hall, laid out as one string: no move can leave it.
    width = columns + 2
    hall = "#" * width + "".join(f"#{line}#" for line in lines[2 : 2 + rows]) + "#" * width
    steps = {"U": -width, "D": width, "L": -1, "R": 1}
    every_way = list(steps.items())
    leaving = {"^": [("U", -width)], "v": [("D", width)], "<": [("L", -1)], ">": [("R", 1)]}

    start, goal = hall.index("S"), hall.index("G")
    entered_by = [""] * len(hall)
    entered_by[start] = "S"
    queue = deque([start])
    while queue and not entered_by[goal]:
        here = queue.popleft()
        for move, step in leaving.get(hall[here], every_way):
            there = here + step
            if hall[there] != "#" and not entered_by[there]:
                entered_by[there] = move
                queue.append(there)

    if not entered_by[goal]:
        print(-1)
        return
    way = []
    here = goal
    while here != start:
        way.append(entered_by[here])
        here -= steps[entered_by[here]]
    print(len(way))
    print("".join(reversed(way)))


main()

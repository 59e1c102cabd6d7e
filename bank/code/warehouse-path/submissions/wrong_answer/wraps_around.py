from collections import deque

STEPS = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
BELTS = {"^": "U", "v": "D", "<": "L", ">": "R"}

rows, columns = map(int, input().split())
hall = [input() for _ in range(rows)]
start = next((r, line.index("S")) for r, line in enumerate(hall) if "S" in line)
ways = {start: ""}
queue = deque([start])
found = None
while queue and found is None:
    row, column = queue.popleft()
    if hall[row][column] == "G":
        found = ways[row, column]
        break
    for move in BELTS.get(hall[row][column], "UDLR"):
        there = (row + STEPS[move][0], column + STEPS[move][1])
        if there[0] >= rows or there[1] >= columns or there in ways:
            continue
        if hall[there[0]][there[1]] != "#":
            ways[there] = ways[row, column] + move
            queue.append(there)
if found is None:
    print(-1)
else:
    print(len(found))
    print(found)

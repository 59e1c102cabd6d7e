from collections import deque

STEPS = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
BACK = {"U": "D", "D": "U", "L": "R", "R": "L"}
BELTS = {"^": "U", "v": "D", "<": "L", ">": "R"}

rows, columns = map(int, input().split())
hall = [input() for _ in range(rows)]
goal = next((r, line.index("G")) for r, line in enumerate(hall) if "G" in line)
start = next((r, line.index("S")) for r, line in enumerate(hall) if "S" in line)
onward = {goal: ""}
queue = deque([goal])
while queue and start not in onward:
    row, column = queue.popleft()
    for move in BELTS.get(hall[row][column], "UDLR"):
        there = (row + STEPS[move][0], column + STEPS[move][1])
        inside = 0 <= there[0] < rows and 0 <= there[1] < columns
        if inside and hall[there[0]][there[1]] != "#" and there not in onward:
            onward[there] = BACK[move]
            queue.append(there)
if start not in onward:
    print(-1)
else:
    way = ""
    here = start
    while here != goal:
        way += onward[here]
        here = (here[0] + STEPS[onward[here]][0], here[1] + STEPS[onward[here]][1])
    print(len(way))
    print(way)

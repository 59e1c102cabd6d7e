STEPS = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
BELTS = {"^": "U", "v": "D", "<": "L", ">": "R"}

rows, columns = map(int, input().split())
hall = [input() for _ in range(rows)]
start = next((r, line.index("S")) for r, line in enumerate(hall) if "S" in line)
seen = [start]
came = [None]
at = 0
end = None
while at < len(seen):
    row, column = seen[at]
    if hall[row][column] == "G":
        end = at
        break
    for move in BELTS.get(hall[row][column], "UDLR"):
        there = (row + STEPS[move][0], column + STEPS[move][1])
        inside = 0 <= there[0] < rows and 0 <= there[1] < columns
        if inside and hall[there[0]][there[1]] != "#" and there not in seen:
            seen.append(there)
            came.append((at, move))
    at += 1
if end is None:
    print(-1)
else:
    way = []
    while came[end] is not None:
        end, move = came[end]
        way.append(move)
    print(len(way))
    print("".join(reversed(way)))

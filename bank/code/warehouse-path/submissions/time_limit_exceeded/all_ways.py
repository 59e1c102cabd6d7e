import sys

STEPS = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
BELTS = {"^": "U", "v": "D", "<": "L", ">": "R"}

sys.setrecursionlimit(300_000)
rows, columns = map(int, input().split())
hall = [input() for _ in range(rows)]
start = next((r, line.index("S")) for r, line in enumerate(hall) if "S" in line)
best = None


def explore(row, column, way, seen):
    global best
    if hall[row][column] == "G":
        if best is None or len(way) < len(best):
            best = list(way)
        return
    if best is not None and len(way) + 1 >= len(best):
        return
    seen.add((row, column))
    for move in BELTS.get(hall[row][column], "UDLR"):
        there = (row + STEPS[move][0], column + STEPS[move][1])
        inside = 0 <= there[0] < rows and 0 <= there[1] < columns
        if inside and there not in seen and hall[there[0]][there[1]] != "#":
            way.append(move)
            explore(*there, way, seen)
            way.pop()
    seen.remove((row, column))


explore(*start, [], set())
if best is None:
    print(-1)
else:
    print(len(best))
    print("".join(best))

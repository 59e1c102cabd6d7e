import sys

near = int(sys.argv[5]) if sys.argv[4:5] == ["near"] else 0
right = int(open(sys.argv[1]).read()) + {{step}}
try:
    given = int(sys.stdin.read())
except ValueError:
    sys.exit(43)
if abs(given - right) > near:
    sys.exit(43)
if given != right:
    with open(sys.argv[3] + "score_multiplier.txt", "w") as file:
        file.write("0.5")
sys.exit(42)

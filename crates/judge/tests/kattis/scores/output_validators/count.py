import sys

words = sys.stdin.read().split()
if not words:
    sys.exit(43)
with open(sys.argv[3] + "score.txt", "w") as file:
    file.write(str(len(words)))
sys.exit(42)

import sys

for line in sys.stdin:
    print("half", round(float(line) / 2, 1))

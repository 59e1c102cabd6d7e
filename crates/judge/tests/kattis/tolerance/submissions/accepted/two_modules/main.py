import sys

from halving import half

for line in sys.stdin:
    print("half", half(float(line)))

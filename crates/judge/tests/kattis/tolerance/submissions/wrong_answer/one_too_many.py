import sys

for line in sys.stdin:
    print("half", float(line) / 2)
print("end")

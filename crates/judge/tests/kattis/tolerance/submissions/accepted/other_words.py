import sys

for line in sys.stdin:
    print(f"HALF   {float(line) / 2:.7e}")

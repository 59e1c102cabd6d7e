import sys

values = list(map(int, sys.stdin.read().split()))[1:]
longest = length = 1
for before, after in zip(values, values[1:]):
    length = length + 1 if after > before else 1
    longest = max(longest, length)
print(longest)

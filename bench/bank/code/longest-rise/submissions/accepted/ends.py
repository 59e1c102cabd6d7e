import sys
from bisect import bisect_left

values = list(map(int, sys.stdin.read().split()))[1:]
ends = []
for value in values:
    place = bisect_left(ends, value)
    if place == len(ends):
        ends.append(value)
    else:
        ends[place] = value
print(len(ends))

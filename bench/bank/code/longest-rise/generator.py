"""Makes the case of a number: from a handful of values to forty thousand; every fourth holds many equal ones."""

import random
from bisect import bisect_left


def generate(arguments):
    number = int(arguments[0])
    stream = random.Random(number)
    size = 100 * number * number
    reach = size // 10 if number % 4 == 0 else 10**9
    values = [stream.randint(-reach, reach) for _ in range(size)]
    ends = []
    for value in values:
        place = bisect_left(ends, value)
        ends[place : place + 1] = [value]
    return f"{size}\n{' '.join(map(str, values))}\n", f"{len(ends)}\n"

"""Tables stored in order, shuffled, or with late rows; bytes are counted by marks on a line."""

import random
from bisect import bisect_left, bisect_right
from itertools import accumulate


def table(order, rows, rng):
    """The key of every row, as stored."""
    key = sorted(rng.randint(-rows, rows) for _ in range(rows))
    if order == "shuffled":
        rng.shuffle(key)
    elif order == "late":
        for _ in range(max(1, rows // 40)):
            one = rng.randrange(rows)
            key.insert(min(rows - 1, one + rng.randint(1, rows // 8)), key.pop(one))
    return key


def met_by_end(blocks):
    """Sorted least and greatest keys with the rows of blocks up to each."""
    least = sorted((min(block), len(block)) for block in blocks)
    greatest = sorted((max(block), len(block)) for block in blocks)
    return [
        ([key for key, _ in ends], [0, *accumulate(size for _, size in ends)])
        for ends in (least, greatest)
    ]


def generate(arguments):
    """Arguments: the order, rows, rows of a block, queries, the seed."""
    order, rows, block_rows, queries, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    widths = [8, *(rng.choice((1, 2, 4, 8, 40, 200)) for _ in range(11))]
    key = table(order, rows, rng)
    blocks = [key[at : at + block_rows] for at in range(0, rows, block_rows)]
    (least, begun), (greatest, ended) = met_by_end(blocks)
    calls, answers = [["BlockStore", [widths, block_rows, key]]], [None]
    for query in range(queries):
        columns = [rng.randrange(12) for _ in range(rng.randint(0, 4))]
        if query % 50 == 7:
            calls.append(["by_column", [columns]])
            answers.append(rows * sum(widths[c] for c in set(columns)))
        elif query % 50 == 8:
            calls.append(["by_row", []])
            answers.append(rows * sum(widths))
        else:
            low = rng.randint(-rows, rows)
            high = low + rng.choice((-3, 0, 1, 20, rows // 10, rows))
            calls.append(["in_range", [columns, low, high]])
            met = begun[bisect_right(least, high)] - ended[bisect_left(greatest, low)]
            width = sum(widths[c] for c in {0, *columns})
            answers.append(met * width if low <= high else 0)
    return calls, answers

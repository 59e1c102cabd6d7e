"""Makes cases of many draws; the answer shown draws by other means than the accepted ones."""

import random


def even_set(rng, rows, size):
    """Keys for all rows of a short table, repeated tries for a long one."""
    if rows <= 4 * size:
        return sorted(range(rows), key=lambda row: rng.random())[:size]
    chosen = set()
    while len(chosen) < size:
        chosen.add(rng.randrange(rows))
    return sorted(chosen)


def generate(arguments):
    """Arguments: rows, size, how many draws, the seed."""
    rows, size, times, seed = map(int, arguments)
    rng = random.Random(seed)
    calls = [["RowSampler", [rows, size]], ["draw", [], times]]
    return calls, [None, [even_set(rng, rows, size) for _ in range(times)]]

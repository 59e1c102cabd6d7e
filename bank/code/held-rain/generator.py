"""Makes long profiles; the water comes from flooding inwards, always over the lowest rim."""

import random
from heapq import heapify, heappop, heappush


def flooded(heights, widths):
    """Water stands at the lowest level at which it could run off over the pieces already flooded."""
    n = len(heights)
    rim = [(heights[0], 0)] if n == 1 else [(heights[0], 0), (heights[-1], n - 1)]
    heapify(rim)
    done = [False] * n
    for _, piece in rim:
        done[piece] = True
    held = 0
    while rim:
        level, piece = heappop(rim)
        for near in (piece - 1, piece + 1):
            if 0 <= near < n and not done[near]:
                done[near] = True
                held += max(0, level - heights[near]) * widths[near]
                heappush(rim, (max(level, heights[near]), near))
    return held


def generate(arguments):
    """Arguments: the shape, how many pieces, the greatest height, the greatest width, the seed."""
    shape, n, high, wide, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    widths = [rng.randint(1, wide) for _ in range(n)]
    if shape == "basin":
        # Down to the middle and up again, with ripples: every piece is far from its walls.
        heights = [high * abs(2 * i - n) // n - rng.randint(0, 3) for i in range(n)]
    elif shape == "town":
        heights = [rng.randint(-high, high) for _ in range(n)]
    elif shape == "steps":
        heights = [rng.randint(-3, 3) for _ in range(n)]
    else:
        # Rims at the ends, the greatest depth and width in between.
        heights = [high] + [-high] * (n - 2) + [high]
        widths = [wide] * n
        return [heights, widths], 2 * high * wide * (n - 2)
    return [heights, widths], flooded(heights, widths)

"""Builds tables around a way of known shape, so that the result is known without walking."""

import random


def build(size, tail, loop, rng):
    """A way of `tail` pages into a loop of `loop` pages (0: to content); the rest points anywhere."""
    order = list(range(size))
    rng.shuffle(order)
    way = order[: tail + loop]
    # Pages aside lead to each other, into the way, or to content: loops among them do not count.
    target = [rng.randrange(-1, size) for _ in range(size)]
    for page, following in zip(way, way[1:]):
        target[page] = following
    target[way[-1]] = way[tail] if loop else -1
    return [target, way[0]], [way[tail], loop] if loop else [-1, 0]


def random_table(size, rng):
    """A map drawn at random; its result comes from sets of pages that shrink to the loop."""
    target = [rng.randrange(size) for _ in range(size)]
    start = rng.randrange(size)
    reached, page = set(), start
    while page not in reached:
        reached.add(page)
        page = target[page]
    # What is reached from the start, taken again and again through the table, is the loop at last.
    loop = reached
    while len(image := {target[p] for p in loop}) < len(loop):
        loop = image
    page = start
    while page not in loop:
        page = target[page]
    return [target, start], [page, len(loop)]


def generate(arguments):
    """Arguments: the shape, how many pages, the seed; for `rho` the way's and the loop's length."""
    shape, size = arguments[0], int(arguments[1])
    rng = random.Random(int(arguments[2]))
    if shape == "random":
        return random_table(size, rng)
    if shape == "content":
        return build(size, size, 0, rng)
    if shape == "ring":
        return build(size, 0, size, rng)
    return build(size, int(arguments[3]), int(arguments[4]), rng)

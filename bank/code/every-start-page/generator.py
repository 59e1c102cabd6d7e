"""Makes tables; ways of known shape have known results, random ones are worked out from sets of pages."""

import random


def ways(size, many, loop, rng):
    """Ways of like length into one loop (0: to content), each at a place of its own; results by construction."""
    order = list(range(size))
    rng.shuffle(order)
    target, result = [-1] * size, [[-1, 0] for _ in range(size)]
    ring, rest = order[:loop], order[loop:]
    for at, page in enumerate(ring):
        target[page] = ring[(at + 1) % loop]
        result[page] = [page, loop]
    for number in range(many):
        way = rest[number::many]
        end = ring[number * loop // many] if loop else -1
        for page, following in zip(way, [*way[1:], end]):
            target[page] = following
            result[page] = [end, loop]
    return target, result


def loops(size, rng):
    """Many loops of one to seven pages, with short ways into them and to content."""
    order = list(range(size))
    rng.shuffle(order)
    target, result, done = [-1] * size, [[-1, 0] for _ in range(size)], []
    at = 0
    while at < size:
        length = min(rng.randint(1, 7), size - at)
        group = order[at : at + length]
        at += length
        kind = rng.randrange(4)
        if kind == 0 or not done:
            # Content, and nothing before it.
            done += group
        elif kind == 1:
            for page, following in zip(group, group[1:] + group[:1]):
                target[page], result[page] = following, [page, length]
            done += group
        else:
            for page in group:
                target[page] = rng.choice(done)
                result[page] = result[target[page]]
            done += group
    return target, result


def random_table(size, rng):
    """A map drawn at random. Pages in loops are what is left of all pages, taken through the table again and again."""
    target = [rng.randrange(size) if rng.randrange(size) else -1 for _ in range(size)]
    left = set(range(size))
    while len(image := {target[page] for page in left} - {-1}) < len(left):
        left = image
    result = [[-1, 0] for _ in range(size)]
    senders = [[] for _ in range(size)]
    for page, following in enumerate(target):
        if following >= 0:
            senders[following].append(page)
    for page in left:
        length, other = 1, target[page]
        while other != page:
            length, other = length + 1, target[other]
        # All that lead here without another page of the loop between.
        waiting = [page]
        while waiting:
            here = waiting.pop()
            result[here] = [page, length]
            waiting += [sender for sender in senders[here] if sender not in left]
    return target, result


def generate(arguments):
    """Arguments: the shape, how many pages, the seed; for `ways` how many and the loop's length."""
    shape, size = arguments[0], int(arguments[1])
    rng = random.Random(int(arguments[2]))
    if shape == "random":
        target, result = random_table(size, rng)
    elif shape == "loops":
        target, result = loops(size, rng)
    else:
        target, result = ways(size, int(arguments[3]), int(arguments[4]), rng)
    return [target], result

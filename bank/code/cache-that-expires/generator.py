"""Makes long sequences of calls; a heap of deadlines says what has expired."""

import random
from collections import OrderedDict
from heapq import heappop, heappush


def play(capacity, lifetime, calls):
    """The results, from entries in order of use and a heap that may hold deadlines out of date."""
    entries, deadlines, results = OrderedDict(), [], [None]
    for name, arguments in calls:
        now, key = arguments[:2]
        while deadlines and deadlines[0][0] <= now:
            _, old = heappop(deadlines)
            if old in entries and entries[old][1] <= now:
                del entries[old]
        if name == "get":
            results.append(entries[key][0] if key in entries else None)
            if key in entries:
                entries.move_to_end(key)
        else:
            entries[key] = (arguments[2], now + lifetime)
            entries.move_to_end(key)
            heappush(deadlines, (now + lifetime, key))
            if len(entries) > capacity:
                entries.popitem(last=False)
            results.append(None)
    return results


def mixed(rng, keys, count):
    """Reads and writes over a few keys, with pauses."""
    now = 0
    for _ in range(count):
        now += rng.choice((0, 0, 1, 1, 2, 3))
        if rng.random() < 0.002:
            now += 500
        key = rng.choice(keys)
        yield ["get", [now, key]] if rng.random() < 0.5 else ["put", [now, key, rng.randint(-3, 3)]]


def busy(rng, capacity, count):
    """Fills the cache second by second, then reads all over it while newcomers come and old ones expire."""
    for key in range(capacity):
        yield ["put", [key, key, key % 10]]
    fresh = capacity
    for step in range(count):
        now = capacity + step
        if step % 3 == 0:
            yield ["put", [now, fresh, step % 10]]
            fresh += 1
        else:
            # Anywhere among the entries that are likely to be in.
            yield ["get", [now, rng.randrange(max(0, fresh - capacity), fresh)]]


def waves(rng, capacity, count, lifetime):
    """Fills the cache in one second and lets all of it expire in another, again and again."""
    now = 0
    for at in range(count):
        if at % capacity == capacity - 1:
            now += lifetime - at // capacity % 2
        key = rng.randrange(2 * capacity)
        yield ["get", [now, key]] if at % 4 == 3 else ["put", [now, key, at]]


def generate(arguments):
    """Arguments: the shape, the capacity, the lifetime, how many calls, the seed."""
    shape, capacity, lifetime, count, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "busy":
        calls = list(busy(rng, capacity, count))
    elif shape == "waves":
        calls = list(waves(rng, capacity, count, lifetime))
    elif shape == "wide":
        calls = list(mixed(rng, [rng.randint(-9 * 10**18, 9 * 10**18) for _ in range(2 * capacity)], count))
    else:
        calls = list(mixed(rng, range(2 * capacity), count))
    return [["ExpiringCache", [capacity, lifetime]], *calls], play(capacity, lifetime, calls)

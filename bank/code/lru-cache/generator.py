"""Makes long sequences of calls and plays them on a model that is slow but easy to trust."""

import random


def play(capacity, calls):
    """The results, from a dictionary that keeps the order of use."""
    entries, results = {}, [None]
    for name, arguments in calls:
        key = arguments[0]
        if name == "get":
            found = entries.pop(key, None)
            if found is not None:
                entries[key] = found
            results.append(found[0] if found else None)
        else:
            entries.pop(key, None)
            entries[key] = (arguments[1],)
            if len(entries) > capacity:
                del entries[next(iter(entries))]
            results.append(None)
    return results


def busy(rng, capacity, count):
    """Fills the cache, then reads all over it and lets newcomers in."""
    for key in range(capacity):
        yield ["put", [key, key % 10]]
    fresh = capacity
    for step in range(count):
        if step % 3 == 0:
            yield ["put", [fresh, step % 10]]
            fresh += 1
        else:
            # Anywhere among the entries that are likely to be in.
            yield ["get", [rng.randrange(max(0, fresh - capacity), fresh)]]


def mixed(rng, keys, count):
    """Reads and writes in equal parts over a few keys."""
    for _ in range(count):
        key = rng.choice(keys)
        yield ["get", [key]] if rng.random() < 0.5 else ["put", [key, rng.randint(-3, 3)]]


def generate(arguments):
    """Arguments: the shape, the capacity, how many calls, the seed."""
    shape, capacity, count, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    if shape == "busy":
        calls = list(busy(rng, capacity, count))
    elif shape == "wide":
        keys = [rng.randint(-9 * 10**18, 9 * 10**18) for _ in range(2 * capacity)]
        calls = list(mixed(rng, keys, count))
    else:
        calls = list(mixed(rng, range(2 * capacity), count))
    return [["LruCache", [capacity]], *calls], play(capacity, calls)

"""Makes long histories; answers come from whole copies where there are few versions, or by construction."""

import random


def mixed(rng, items, steps):
    """Everything in turn on a few items, checked against copies."""
    live = [rng.randint(-5, 5) for _ in range(items)]
    calls, results, copies = [["LabelStore", [live.copy()]]], [None], []
    for _ in range(steps):
        kind = rng.random()
        if kind < 0.4:
            item, label = rng.randrange(items), rng.randint(-5, 5)
            live[item] = label
            calls.append(["correct", [item, label]])
            results.append(None)
        elif kind < 0.6 or not copies:
            copies.append(live.copy())
            calls.append(["freeze", []])
            results.append(len(copies) - 1)
        else:
            item, version = rng.randrange(items), rng.randrange(len(copies))
            calls.append(["label", [item, version]])
            results.append(copies[version][item])
    return calls, results


def one_item(rng, items, steps):
    """One item is corrected before every freeze; label and version go together."""
    calls, results = [["LabelStore", [[7] * items]]], [None]
    hot = rng.randrange(items)
    for version in range(steps):
        calls += [["correct", [hot, -version]], ["freeze", []]]
        results += [None, version]
    for _ in range(steps):
        version = rng.randrange(steps // 4)
        calls.append(["label", [hot, version]])
        results.append(-version)
    return calls, results


def long_untouched(rng, items, steps):
    """Asked for in late versions are items that were never corrected, or early and not since."""
    calls, results = [["LabelStore", [list(range(items))]]], [None]
    half, early = items // 2, 500
    for version in range(steps):
        item = half + version if version < early else rng.randrange(half)
        calls += [["correct", [item, -version]], ["freeze", []]]
        results += [None, version]
    for step in range(steps):
        version = rng.randrange(steps * 3 // 4, steps)
        item = half + rng.randrange(early) if step % 2 else rng.randrange(half + early, items)
        calls.append(["label", [item, version]])
        results.append(half - item if step % 2 else item)
    return calls, results


def generate(arguments):
    """Arguments: the shape, how many items, how many steps, the seed."""
    shape, items, steps, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    makers = {"mixed": mixed, "one-item": one_item, "long-untouched": long_untouched}
    return makers[shape](rng, items, steps)

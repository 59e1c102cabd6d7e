"""Makes rankings; places come from counting over all keys that ever occur, sorted beforehand."""

import random


class Counted:
    """A Fenwick tree over the keys of a whole run: which of them are present now."""

    def __init__(self, keys):
        self.keys = sorted(set(keys))
        self.rank = {key: place for place, key in enumerate(self.keys, 1)}
        self.tree = [0] * (len(self.keys) + 1)

    def change(self, key, by):
        """Brings a key in, or takes it out."""
        place = self.rank[key]
        while place < len(self.tree):
            self.tree[place] += by
            place += place & -place

    def up_to(self, key):
        """How many present keys are not behind this one."""
        place, total = self.rank[key], 0
        while place:
            total += self.tree[place]
            place &= place - 1
        return total

    def nth(self, number):
        """The present key with so many before and including it."""
        place, step = 0, 1 << len(self.tree).bit_length()
        while step:
            ahead = place + step
            if ahead < len(self.tree) and self.tree[ahead] < number:
                place, number = ahead, number - self.tree[ahead]
            step >>= 1
        return self.keys[place]


def answered(calls):
    """Runs the calls against the counted keys."""
    counted = Counted((-call[1][1], call[1][0]) for call in calls if call[0] == "put")
    key, results = {}, []
    for name, arguments in calls:
        result = None
        if name in ("put", "drop") and arguments[0] in key:
            counted.change(key.pop(arguments[0]), -1)
        if name == "put":
            key[arguments[0]] = (-arguments[1], arguments[0])
            counted.change(key[arguments[0]], 1)
        elif name == "at" and arguments[0] <= len(key):
            result = counted.nth(arguments[0])[1]
        elif name == "place" and arguments[0] in key:
            result = counted.up_to(key[arguments[0]])
        results.append(result)
    return results


def mixed(rng, runs, steps, spread):
    """Everything in turn, on few runs with few scores, so that ties are the rule."""
    calls = []
    for _ in range(steps):
        run, kind = rng.randint(1, runs), rng.random()
        if kind < 0.4:
            calls.append(["put", [run, rng.randint(-spread, spread)]])
        elif kind < 0.5:
            calls.append(["drop", [run]])
        elif kind < 0.75:
            calls.append(["at", [rng.randint(1, runs)]])
        else:
            calls.append(["place", [run]])
    return calls


def many(rng, runs, steps, spread):
    """First all runs come in, then they change, leave and come back between questions."""
    names = rng.sample(range(1, 10**9), runs)
    calls = [["put", [run, rng.randint(-spread, spread)]] for run in names]
    for step in range(steps):
        run = rng.choice(names)
        if step % 4 == 3:
            calls.append(["drop", [run]])
        else:
            calls.append(["put", [run, rng.randint(-spread, spread)]])
        calls.append(["at", [rng.randint(1, runs)]])
        calls.append(["place", [rng.choice(names)]])
    return calls


def generate(arguments):
    """Arguments: the shape, how many runs, how many steps, the greatest score, the seed."""
    shape, runs, steps, spread, seed = arguments[0], *map(int, arguments[1:])
    rng = random.Random(seed)
    calls = {"mixed": mixed, "many": many}[shape](rng, runs, steps, spread)
    return [["LiveRanking", []]] + calls, [None] + answered(calls)

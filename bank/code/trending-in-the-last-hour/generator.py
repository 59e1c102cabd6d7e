"""Makes streams of terms; short ones are told anew from the start for each list, long ones keep a sorted list."""

import random
from bisect import bisect_left, insort


def retold(history, seconds, now, k):
    """The answer from the whole history: what came and what left, in order of time, departures first."""
    events = [(at, 1, number, term) for number, (at, term) in enumerate(history)]
    events += [(at + seconds, 0, number, term) for at, _, number, term in events if at + seconds <= now]
    count, moment = {}, {}
    for place, (_, comes, _, term) in enumerate(sorted(events)):
        count[term] = count.get(term, 0) + (1 if comes else -1)
        moment[term] = place
    shown = [term for term in count if count[term]]
    return sorted(shown, key=lambda term: (-count[term], moment[term]))[:k]


class Sorted:
    """All states in order."""

    def __init__(self, seconds):
        self.seconds, self.came, self.gone, self.change = seconds, [], 0, 0
        self.state, self.ordered = {}, []

    def step(self, term, by):
        """One more or one less."""
        self.change += 1
        old = self.state.pop(term, None)
        if old:
            del self.ordered[bisect_left(self.ordered, old)]
        count = (-old[0] if old else 0) + by
        if count:
            self.state[term] = (-count, self.change, term)
            insort(self.ordered, self.state[term])

    def until(self, now):
        """Works off what has left."""
        while self.gone < len(self.came) and self.came[self.gone][0] + self.seconds <= now:
            self.step(self.came[self.gone][1], -1)
            self.gone += 1

    def add(self, now, term):
        """An addition."""
        self.until(now)
        self.came.append((now, term))
        self.step(term, 1)

    def top(self, now, k):
        """A list."""
        self.until(now)
        return [term for _, _, term in self.ordered[:k]]


def word(number):
    """A term of letters for a number."""
    letters = "t"
    while number:
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return letters


def short(shape, rng, length):
    """A small random stream as calls; crowded ones put many calls into one second and let many leave in one."""
    now, seconds = 0, 30
    calls = []
    for _ in range(length):
        now += rng.choice((0, 0, 0, 0, 10, 30)) if shape == "crowded" else rng.choice((0, 1, 1, 2, 5))
        calls.append(["add", [now, word(int(rng.paretovariate(0.8)) % 20)]])
        if rng.random() < 0.6:
            now += rng.choice((0, 0, 1, 4, 29))
            calls.append(["top", [now, rng.choice((1, 2, 3, 5, 40))]])
    return seconds, calls


def long(shape, rng, length):
    """A long stream as calls."""
    numbers = list(range(length))
    rng.shuffle(numbers)
    calls = []
    for at in range(length):
        now, k = at, 3
        if shape == "all-new":
            term = word(numbers[at])
        elif shape == "one-leads":
            term = word(numbers[at] % 50) if at % 100 == 0 else "leader"
        elif shape == "takes-turns":
            term = word(numbers[at % (length // 10)])
        elif shape == "waves":
            now, term = at // 5_000 * 10**6, word(numbers[at] % 4_000)
        else:
            term, k = word(int(rng.paretovariate(0.4)) % 9_000), 10_000
        calls.append(["add", [now, term]])
        if shape == "waves" and at % 5_000 == 4_999:
            calls.append(["top", [now + length // 2 - 1, k]])
            calls.append(["top", [now + length // 2, k]])
        elif shape == "waves":
            # In a wave every second addition is followed by a question.
            calls += [["top", [now, k]]] * (at % 2)
        elif shape != "long-lists" or (at + 1) % (length // 15) == 0:
            calls.append(["top", [now, k]])
    return (length * 2 // 5 if shape == "takes-turns" else length // 2), calls


def generate(arguments):
    """Arguments: the shape, how many additions, the seed."""
    shape, length, seed = arguments[0], int(arguments[1]), int(arguments[2])
    rng = random.Random(seed)
    results = [None]
    if shape in ("streamed", "crowded"):
        seconds, calls = short(shape, rng, length)
        history = []
        for name, (now, argument) in calls:
            if name == "add":
                history.append((now, argument))
                results.append(None)
            else:
                results.append(retold(history, seconds, now, argument))
    else:
        seconds, calls = long(shape, rng, length)
        model = Sorted(seconds)
        results += [getattr(model, name)(*arguments) for name, arguments in calls]
    return [["RecentTrends", [seconds]], *calls], results

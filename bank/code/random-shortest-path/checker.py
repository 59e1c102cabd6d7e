"""Checks every drawn path by itself, then whether all shortest paths come up equally often.

A path's rank is its place among all shortest paths in order of node numbers, counted once from the
start and once from the goal; ranks are spread over up to 64 bins. With n draws, k bins and
t = n * KL(observed || expected), the chance of t or more is at most exp(-t) * (e t / (k - 1))^(k - 1)
for t > k - 1 (Agrawal 2020). A single step's count has at most the chance exp(-n * KL) on either side
(Chernoff). Neighbouring draws are compared in pairs over few bins, those that begin at even and at odd
places apart. All tests together refuse a right answer at most once in a million cases.
"""

from math import log

FALSE_ALARM = 1e-6
TESTS = 5
BINS = 64
PAIR_BINS = 4


def check(calls, answer, output):
    """Raises ValueError, with what is wrong, unless draws are even over all shortest paths."""
    graph, start, goal = calls[0][1]
    draws = []
    for call, result in zip(calls[1:], output[1:]):
        draws += result if len(call) == 3 else [result]
    paths = Paths(graph, start, goal)
    for number, path in enumerate(draws, 1):
        paths.look_at(number, path)
    if paths.count > 1:
        paths.compare(draws)


class Paths:
    """All shortest paths of one graph, as counts."""

    def __init__(self, graph, start, goal):
        self.start, self.goal = start, goal
        ahead = [sorted(set(listed)) for listed in graph]
        steps = {start: 0}
        order = [start]
        for node in order:
            for following in ahead[node]:
                if following not in steps:
                    steps[following] = steps[node] + 1
                    order.append(following)
        self.length = steps.get(goal)
        self.count = 0
        if self.length is None:
            return
        # How many ways lead on to the goal, and for each step those by lesser nodes first.
        self.onward, self.before_onward = {goal: 1}, {}
        for node in reversed(order):
            if steps[node] >= self.length:
                continue
            ways = 0
            for following in ahead[node]:
                if steps[following] == steps[node] + 1 and following in self.onward:
                    self.before_onward[node, following] = ways
                    ways += self.onward[following]
            if ways:
                self.onward[node] = ways
        self.count = self.onward[start]
        # The same from the start.
        self.from_start, self.before_back = {start: 1}, {}
        for node, following in sorted(self.before_onward, key=lambda step: (steps[step[0]], step)):
            ways = self.from_start.get(following, 0)
            self.before_back[node, following] = ways
            self.from_start[following] = ways + self.from_start[node]

    def look_at(self, number, path):
        """Refuses a draw that is not a shortest path."""
        if self.length is None:
            if path:
                raise ValueError(f"draw {number} gives a path, but none leads to the goal")
            return
        if not path:
            raise ValueError(f"draw {number} is empty, but there is a path to the goal")
        if path[0] != self.start or path[-1] != self.goal:
            raise ValueError(f"draw {number} does not lead from the start to the goal")
        if len(path) - 1 > self.length:
            raise ValueError(
                f"draw {number} takes {len(path) - 1} steps, but {self.length} are enough"
            )
        for step in zip(path, path[1:]):
            if step not in self.before_onward:
                raise ValueError(f"draw {number} steps from {step[0]} to {step[1]}: no shortest path does")

    def compare(self, draws):
        """Refuses draws that are not even over all shortest paths, or not independent."""
        self.compare_steps(draws)
        onward = [sum(self.before_onward[step] for step in zip(path, path[1:])) for path in draws]
        back = [sum(self.before_back[step] for step in zip(path, path[1:])) for path in draws]
        for ranks in (onward, back):
            self.compare_ranks(ranks, draws)
        groups = min(PAIR_BINS, self.count)
        placed = [rank * groups // self.count for rank in onward]
        shares = self.shares(groups)
        of_pairs = [one * other for one in shares for other in shares]
        for first in (0, 1):
            pairs = zip(placed[first::2], placed[first + 1 :: 2])
            if too_far([one * groups + other for one, other in pairs], of_pairs):
                raise ValueError(
                    "neighbouring draws depend on each other: what comes next can be told from what came"
                )

    def compare_steps(self, draws):
        """Each single step against the share of paths that take it."""
        seen = dict.fromkeys(self.before_onward, 0)
        for path in draws:
            for step in zip(path, path[1:]):
                seen[step] += 1
        most = log(2 * len(seen) * TESTS / FALSE_ALARM)
        worst, words = most, None
        for (node, following), times in seen.items():
            share = self.from_start[node] * self.onward[following] / self.count
            surprise = len(draws) * divergence(times / len(draws), share)
            if surprise > worst:
                worst = surprise
                words = (
                    f"over {len(draws)} draws you step from {node} to {following} {times} times; "
                    f"with all shortest paths equally likely about {len(draws) * share:.0f} are expected"
                )
        if words:
            raise ValueError(words)

    def compare_ranks(self, ranks, draws):
        """The paths themselves where they are few, else stretches of neighbouring ones."""
        bins = min(BINS, self.count)
        placed = [rank * bins // self.count for rank in ranks]
        shares = self.shares(bins)
        if not too_far(placed, shares):
            return
        often = max(range(bins), key=lambda b: abs(placed.count(b) - len(draws) * shares[b]))
        shown = draws[placed.index(often)] if often in placed else None
        name = f"paths like {shown[:12]}" if shown else "some paths"
        raise ValueError(
            f"{name} came up {placed.count(often)} times in {len(draws)} draws; "
            f"about {len(draws) * shares[often]:.0f} were expected"
        )

    def shares(self, bins):
        """What part of all paths falls into each bin."""
        ends = [-(-b * self.count // bins) for b in range(bins + 1)]
        return [(high - low) / self.count for low, high in zip(ends, ends[1:])]


def divergence(seen, share):
    """KL divergence of two chances."""
    result = seen * log(seen / share) if seen > 0 else 0.0
    if seen < 1:
        if share >= 1:
            return float("inf")
        result += (1 - seen) * log((1 - seen) / (1 - share))
    return result


def too_far(placed, shares):
    """Whether counts over bins are further from the shares than chance allows."""
    n, k = len(placed), len(shares)
    counts = [0] * k
    for place in placed:
        counts[place] += 1
    t = sum(c * log(c / (n * share)) for c, share in zip(counts, shares) if c)
    return t > k - 1 and -t + (k - 1) * (1 + log(t / (k - 1))) < log(FALSE_ALARM / TESTS)

"""Tests draws for being even and independent; a right sampler fails less than once in a million.

A case is put to at most five tests with a fifth of that rate each. All bounds hold for every number
of draws. Counts of sets: with k sets and t draws' divergence t·KL from even, the chance is at most
e^(−x) (e·x/(k−1))^(k−1) for x = t·KL > k−1. Counts in bins of rows, and rows in common between
neighbouring draws: at most e^(−n·KL) on either side, which for draws without replacement holds as
it does with replacement.
"""

from collections import Counter
from itertools import combinations
from math import comb, exp, log

FALSE_ALARM = 1e-6
TESTS = 5
MOST_SETS = 600
BINS = 60


def divergence(n, count, share):
    """n times the divergence of a coin that came up `count` times from one of chance `share`."""
    total = 0.0
    for seen, chance in ((count, share), (n - count, 1 - share)):
        if seen:
            if chance <= 0:
                return float("inf")
            total += seen * log(seen / n / chance)
    return total


def far_chance(counts, cells, total):
    """The chance of counts so far from even over `cells` cells."""
    if cells < 2 or not total:
        return 1.0
    x = sum(count * log(count * cells / total) for count in counts if count)
    free = cells - 1
    return 1.0 if x <= free else exp(max(-700.0, -x + free * (1 + log(x / free))))


def flatten(calls, output):
    """All draws in their order."""
    draws = []
    for call, result in zip(calls[1:], output[1:]):
        if len(call) < 3:
            draws.append(result)
            continue
        if len(result) != call[2]:
            raise ValueError(f"{len(result)} draws came back where {call[2]} were asked for")
        draws += result
    return draws


def check_sets(rows, size, draws):
    """Every draw is a set of so many rows."""
    for number, draw in enumerate(draws, 1):
        if len(draw) != size:
            raise ValueError(f"draw {number} has {len(draw)} rows; {size} are wanted")
        for row in draw:
            if not 0 <= row < rows:
                raise ValueError(f"draw {number} holds {row}, which is not from 0 to {rows - 1}")
        if len(set(draw)) < size:
            twice = next(row for row, times in Counter(draw).items() if times > 1)
            raise ValueError(f"draw {number} holds row {twice} twice")


def check_evenness_of_sets(rows, size, draws, level):
    """Where there are few possible sets: each comes equally often, whatever came before."""
    number_of = {chosen: place for place, chosen in enumerate(combinations(range(rows), size))}
    kinds = len(number_of)
    places = [number_of[tuple(sorted(draw))] for draw in draws]
    counts = Counter(places)
    if far_chance(counts.values(), kinds, len(places)) < level:
        worst = max(range(kinds), key=lambda place: abs(counts[place] - len(places) / kinds))
        rows_of = next(chosen for chosen, place in number_of.items() if place == worst)
        raise ValueError(
            f"the rows {list(rows_of)} came {counts[worst]} times in {len(places)} draws; about "
            f"{len(places) / kinds:.0f} times is even"
        )
    bins = max(part for part in range(1, 9) if kinds % part == 0)
    for start in (0, 1):
        pairs = Counter(
            (first % bins, second % bins)
            for first, second in zip(places[start::2], places[start + 1 :: 2])
        )
        if far_chance(pairs.values(), bins * bins, sum(pairs.values())) < level / 2:
            raise ValueError("what a draw gives depends on the draw before it")


def check_bins(rows, draws, level):
    """Stretches of the table and remainders of row numbers come as often as they should."""
    numbers = [row for draw in draws for row in draw]
    total, bins = len(numbers), min(BINS, rows)
    reach = log(4 * bins / level)
    for name, bin_of, share_of in (
        ("lie in stretch {} of {} of the table", lambda row: row * bins // rows, stretch),
        ("leave remainder {} when divided by {}", lambda row: row % bins, remainder),
    ):
        counts = Counter(map(bin_of, numbers))
        for place in range(bins):
            share = share_of(rows, bins, place)
            if divergence(total, counts[place], share) > reach:
                raise ValueError(
                    f"{counts[place]} of {total} drawn row numbers "
                    + name.format(place, bins)
                    + f"; about {total * share:.0f} should"
                )


def stretch(rows, bins, place):
    """The share of rows with row * bins // rows equal to place."""
    return (-(-rows * (place + 1) // bins) - -(-rows * place // bins)) / rows


def remainder(rows, bins, place):
    """The share of rows with row % bins equal to place."""
    return ((rows - 1 - place) // bins + 1) / rows


def check_overlap(rows, size, draws, level):
    """Neighbouring draws share as many rows as chance wants."""
    reach = log(4 / level)
    for start in (0, 1):
        pairs = list(zip(draws[start::2], draws[start + 1 :: 2]))
        common = sum(len(set(first) & set(second)) for first, second in pairs)
        trials = size * len(pairs)
        if trials and size < rows and divergence(trials, common, size / rows) > reach:
            raise ValueError(
                f"{len(pairs)} pairs of neighbouring draws have {common} rows in common; about "
                f"{size * size * len(pairs) / rows:.3g} are to be expected"
            )


def check(input, answer, output):
    """Raises ValueError, with what is wrong, unless the draws are what an even sampler gives."""
    rows, size = input[0][1]
    draws = flatten(input, output)
    check_sets(rows, size, draws)
    level = FALSE_ALARM / TESTS
    if comb(rows, min(size, rows - size, 3)) <= MOST_SETS and comb(rows, size) <= MOST_SETS:
        check_evenness_of_sets(rows, size, draws, level)
    if size < rows:
        check_bins(rows, draws, level)
    check_overlap(rows, size, draws, level)

"""Runs a helper of the module under review on the input that was handed in, twice, beside its contract.

`MODULE` is the module as the statement prints it; the functions below keep its contracts.
"""

from fractions import Fraction
from itertools import groupby
from math import floor, prod

MODULE = '''
def spread(values):
    """The greatest value minus the least; 0 where there are none."""
    greatest = least = 0
    for value in values:
        greatest = max(greatest, value)
        least = min(least, value)
    return greatest - least


def never_falls(values):
    """Whether no value is below the one before it."""
    return all(before <= after for before, after in zip(values, values[1:]))


def total_above_mean(values):
    """The sum of the values that are above the mean of all."""
    total, size = sum(values), len(values)
    return sum(value for value in values if value * size > total)


def lower_median(values):
    """The middle value, of two the lower; None where there are none. `values` stays as it is."""
    if not values:
        return None
    values.sort()
    return values[(len(values) - 1) // 2]


def longest_run(values):
    """The length of the longest run of equal neighbours; 0 where there are no values."""
    longest = run = 0
    for place, value in enumerate(values):
        if place > 0 and value != values[place - 1]:
            longest = max(longest, run)
            run = 0
        run += 1
    return longest if longest else run


def each_once(values):
    """Every value once, in order of first appearance."""
    return list(dict.fromkeys(values))


def without_negatives(values):
    """The values that are not below zero, in order."""
    kept = list(values)
    for value in kept:
        if value < 0:
            kept.remove(value)
    return kept


def greatest_so_far(values):
    """For every place the greatest value up to it."""
    result = []
    for value in values:
        result.append(max(result[-1:] + [value]))
    return result


def second_greatest(values):
    """The greatest value below the greatest; None where there is none."""
    ordered = sorted(values)
    return ordered[-2] if len(ordered) > 1 else None


def sums_of_three(values):
    """The sum of every three neighbours, from the left."""
    return [sum(values[at : at + 3]) for at in range(len(values) - 3)]


def mean_half_up(values):
    """The mean as a whole number, a half rounded up; 0 where there are no values."""
    size = len(values)
    return (2 * sum(values) + size) // (2 * size) if size else 0


def midpoint_half_up(values):
    """Halfway between least and greatest, a half rounded up; 0 where there are no values."""
    return round((min(values) + max(values)) / 2) if values else 0


def seen_before(values, seen=set()):
    """For every value whether it stood earlier in `values`."""
    result = []
    for value in values:
        result.append(value in seen)
        seen.add(value)
    return result


def place_of_greatest(values):
    """Where the greatest value stands, of equals the first; None where there are none."""
    return max(range(len(values)), key=values.__getitem__, default=None)


def place_of_least(values):
    """Where the least value stands, of equals the first; None where there are none."""
    best = None
    for place, value in enumerate(values):
        if best is None or value <= values[best]:
            best = place
    return best


def count_percents(values):
    """How many values lie from 0 to 100, both included."""
    return sum(value in range(100) for value in values)


def product_of_others(values):
    """For every place the product of all other values."""
    product = 1
    for value in values:
        product *= value
    return [product // value for value in values]


def neighbours_exchanged(values):
    """Every two neighbours exchanged, from the left; an odd one out stays."""
    result = list(values)
    for place in range(1, len(result), 2):
        result[place - 1], result[place] = result[place], result[place - 1]
    return result
'''


def right_spread(values):
    return max(values) - min(values) if values else 0


def right_never_falls(values):
    return sorted(values) == values


def right_total_above_mean(values):
    return sum(v for v in values if v > Fraction(sum(values), len(values)))


def right_lower_median(values):
    return sorted(values)[(len(values) - 1) // 2] if values else None


def right_longest_run(values):
    return max((len(list(run)) for _, run in groupby(values)), default=0)


def right_each_once(values):
    return [v for at, v in enumerate(values) if v not in values[:at]]


def right_without_negatives(values):
    return [v for v in values if v >= 0]


def right_greatest_so_far(values):
    return [max(values[: at + 1]) for at in range(len(values))]


def right_second_greatest(values):
    return max((v for v in values if v < max(values)), default=None)


def right_sums_of_three(values):
    return [a + b + c for a, b, c in zip(values, values[1:], values[2:])]


def right_mean_half_up(values):
    return floor(Fraction(sum(values), len(values)) + Fraction(1, 2)) if values else 0


def right_midpoint_half_up(values):
    return floor(Fraction(min(values) + max(values) + 1, 2)) if values else 0


def right_seen_before(values):
    return [v in values[:at] for at, v in enumerate(values)]


def right_place_of_greatest(values):
    return values.index(max(values)) if values else None


def right_place_of_least(values):
    return values.index(min(values)) if values else None


def right_count_percents(values):
    return sum(0 <= v <= 100 for v in values)


def right_product_of_others(values):
    return [prod(values[:at] + values[at + 1 :]) for at in range(len(values))]


def right_neighbours_exchanged(values):
    pairs = [values[at : at + 2][::-1] for at in range(0, len(values), 2)]
    return [v for pair in pairs for v in pair]


def differs(name, values):
    """Whether the helper breaks its contract on these values."""
    space = {}
    exec(MODULE, space)
    wanted = globals()["right_" + name](list(values))
    for _ in range(2):
        given = list(values)
        try:
            if space[name](given) != wanted or given != values:
                return True
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return True
    return False


def check(given, answer, output):
    """Compares a finding with the code."""
    (name,) = given
    if output is None:
        if answer is not None:
            raise ValueError(f"you let {name} pass, and it breaks its contract")
        return
    if len(output) > 20 or any(abs(value) > 1000 for value in output):
        raise ValueError("an input has at most 20 values from -1000 to 1000")
    if not differs(name, output):
        what = "it is sound: a false alarm" if answer is None else "find another one"
        raise ValueError(f"{name} keeps its contract on your input; {what}")

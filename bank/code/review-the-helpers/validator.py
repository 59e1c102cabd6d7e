"""Refuses inputs outside the statement's bounds."""

HELPERS = {
    "spread",
    "never_falls",
    "total_above_mean",
    "lower_median",
    "longest_run",
    "each_once",
    "without_negatives",
    "greatest_so_far",
    "second_greatest",
    "sums_of_three",
    "mean_half_up",
    "midpoint_half_up",
    "seen_before",
    "place_of_greatest",
    "place_of_least",
    "count_percents",
    "product_of_others",
    "neighbours_exchanged",
}


def validate(given):
    """The name of a helper of the module."""
    (name,) = given
    if name not in HELPERS:
        raise ValueError(f"the module has no {name}")

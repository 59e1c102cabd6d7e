FINDINGS = {
    "spread": [5],
    "lower_median": [2, 1],
    "longest_run": [1, 2, 2],
    "without_negatives": [-1, -2],
    "second_greatest": [3, 3],
    "sums_of_three": [1, 2, 3],
    "midpoint_half_up": [0, 1],
    "place_of_least": [4, 4],
    "count_percents": [100],
    "product_of_others": [0, 2],
}


def reproduce(helper):
    return FINDINGS.get(helper)

"""Makes draws of n rows from a table of a million million rows."""


def make(n, seed):
    """Two draws are measured; the seed moves the table's length, since draws have none."""
    return {"prepare": [["RowSampler", [10**12 + seed, n]]], "measure": [["draw", []], ["draw", []]]}

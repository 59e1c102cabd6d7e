"""Makes draws of n rows from a table of about 100 n rows."""


def make(n, seed):
    """Two draws are measured; the seed moves the table's length, since draws have none."""
    rows = 100 * n + seed % n
    return {"prepare": [["RowSampler", [rows, n]]], "measure": [["draw", []], ["draw", []]]}

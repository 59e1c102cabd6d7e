"""Refuses inputs outside the statement's bounds."""


def validate(arguments):
    """Takes a grid and a target."""
    grid, target = arguments
    if not grid or not grid[0]:
        raise ValueError("the grid must have at least one cell")
    cells = len(grid) * len(grid[0])
    if cells > 25_600:
        raise ValueError(f"the grid must have at most 25600 cells, not {cells}")
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            if abs(value) > 10**12:
                raise ValueError(f"row {row}, column {column} holds {value}, which is beyond 1e12")
    if abs(target) > 10**18:
        raise ValueError(f"the target is {target}, which is beyond 1e18")

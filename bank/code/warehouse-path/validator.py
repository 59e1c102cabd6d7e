"""Refuses halls outside the statement's bounds."""


def validate(text):
    """Takes the standard input."""
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    if not lines:
        raise ValueError("line 1 must hold the number of rows and of columns")
    head = lines[0].split(" ")
    if len(head) != 2 or not all(part.isascii() and part.isdigit() for part in head):
        raise ValueError("line 1 must hold two whole numbers with one space between them")
    rows, columns = map(int, head)
    if not (1 <= rows <= 500 and 1 <= columns <= 500 and rows * columns >= 2):
        raise ValueError(f"a hall of {rows} by {columns} is outside the bounds")
    if len(lines) != rows + 1:
        raise ValueError(f"there must be {rows} lines of the hall, not {len(lines) - 1}")
    for number, line in enumerate(lines[1:], 2):
        if len(line) != columns:
            raise ValueError(f"line {number} must be {columns} wide, not {len(line)}")
        strange = set(line) - set(".#SG^v<>")
        if strange:
            raise ValueError(f"line {number} holds {sorted(strange)[0]!r}")
    hall = "".join(lines[1:])
    for mark in "SG":
        if hall.count(mark) != 1:
            raise ValueError(f"there must be exactly one {mark}, not {hall.count(mark)}")

"""Drives the printed way through the hall and compares its length with the shortest."""

MOVES = {"U": (-1, 0), "D": (1, 0), "L": (0, -1), "R": (0, 1)}
BELTS = {"^": "U", "v": "D", "<": "L", ">": "R"}


def check(input, answer, output):
    """Raises ValueError, with what is wrong, unless the output is a shortest way."""
    wanted = int(answer.split()[0])
    words = output.split()
    if not words:
        raise ValueError("you printed nothing")
    if len(words[0]) > 9 or not words[0].lstrip("-").isdecimal():
        raise ValueError(f"your first line is {words[0][:20]!r}, which is not a number of moves")
    count = int(words[0])
    if wanted == -1:
        if count != -1:
            raise ValueError(f"you claim a way of {count} moves, but there is none")
        if len(words) > 1:
            raise ValueError("you print more than -1 although there is no way")
        return
    if count == -1:
        raise ValueError(f"you say that there is no way, but there is one of {wanted} moves")
    if len(words) != 2:
        raise ValueError(f"you print {len(words)} words; a number and a word of moves are wanted")
    drive(input, words[1])
    if len(words[1]) != count:
        raise ValueError(f"you say {count} moves, but your way has {len(words[1])}")
    if count > wanted:
        raise ValueError(f"your way arrives in {count} moves, but {wanted} are enough")


def drive(text, way):
    """Follows the moves; raises ValueError where one is not allowed."""
    hall = text.split("\n")[1:]
    hall = [line for line in hall if line]
    row, column = next((r, line.index("S")) for r, line in enumerate(hall) if "S" in line)
    for step, move in enumerate(way, 1):
        if move not in MOVES:
            raise ValueError(f"move {step} of your way is {move!r}, which is not one of U, D, L, R")
        belt = BELTS.get(hall[row][column])
        if belt and belt != move:
            raise ValueError(f"move {step} of your way leaves a belt against its direction")
        row, column = row + MOVES[move][0], column + MOVES[move][1]
        if not (0 <= row < len(hall) and 0 <= column < len(hall[0])):
            raise ValueError(f"move {step} of your way leaves the hall")
        if hall[row][column] == "#":
            raise ValueError(f"move {step} of your way runs into a shelf")
    if hall[row][column] != "G":
        raise ValueError(f"your way ends in row {row + 1}, column {column + 1}, not at the goal")

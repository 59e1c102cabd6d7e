"""Makes large trees level by level; a tree is its own answer."""

import random

PIECES = ["a", "b", ",", "#", "null", '"', "\\", "\n", " ", "(", ")", "1", ":", "é", "树", "None", ""]


def trimmed(entries):
    """The entries without the missing children at the end."""
    while entries[-1] is None:
        entries.pop()
    return entries


def chain(rng, count, side):
    """A tree in which every node has one child, on the side that `side` says."""
    entries = [f"n{rng.randint(0, 99)}"]
    for depth in range(count - 1):
        text = f"n{rng.randint(0, 99)}"
        entries += [text, None] if side(depth) else [None, text]
    return trimmed(entries)


def grown(rng, count, text, chance):
    """A tree of `count` nodes, each place below a node filled with some chance."""
    entries, nodes, open_places = [text(rng)], 1, 2
    while open_places:
        open_places -= 1
        # The last open place is filled as long as nodes are wanted, so that the tree goes on.
        if nodes < count and (open_places == 0 or rng.random() < chance):
            entries.append(text(rng))
            nodes += 1
            open_places += 2
        else:
            entries.append(None)
    return trimmed(entries)


def hostile(rng):
    """A short text from pieces that formats like to use as marks."""
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(0, 5)))


def rule(rng):
    """A text of six characters, such as `x12<34`."""
    return f"x{rng.randint(10, 99)}<{rng.randint(10, 99)}"


def generate(arguments):
    """Arguments: the shape, how many nodes, the seed."""
    shape, count, seed = arguments[0], int(arguments[1]), int(arguments[2])
    rng = random.Random(seed)
    if shape == "left":
        tree = chain(rng, count, lambda _: True)
    elif shape == "right":
        tree = chain(rng, count, lambda _: False)
    elif shape == "zigzag":
        tree = chain(rng, count, lambda depth: depth % 2 == 0)
    elif shape == "long-text":
        tree = ["ab,#" * count, "x", "y"]
    elif shape == "random":
        tree = grown(rng, count, hostile, 0.55)
    else:
        tree = grown(rng, count, rule, 0.8)
    return tree, tree

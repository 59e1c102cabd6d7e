"""Makes formulas. Faults of short ones are found by cancelling neighbours, not with a stack."""

import random

PAIRS = {"(": ")", "[": "]", "{": "}"}
CLOSERS = set(PAIRS.values())
WORDS = ["a", "x1", " + ", " < ", ", ", "log", "'", "\\", " > b", '"mass (kg)"', '"]"', '""']


def sound(rng, length):
    """A sound formula of about that length."""
    text, closers = [], []
    while len(text) < length or closers:
        draw = rng.random()
        if draw < 0.4:
            text.append(rng.choice(WORDS))
        elif draw < 0.7 and len(text) < length:
            kind = rng.choice("([{")
            text.append(kind)
            closers.append(PAIRS[kind])
        elif closers:
            text.append(closers.pop())
    return text


def fault(formula):
    """By the statement: the first beginning that leaves a closer, else what is left at the end."""
    marks, name = [], None
    for place, character in enumerate(formula):
        if character == '"':
            name = place if name is None else None
        elif name is None and (character in PAIRS or character in CLOSERS):
            marks.append((character, place))
            left = cancel(marks)
            closers = [at for mark, at in left if mark in CLOSERS]
            if closers:
                return closers[0]
    never = [at for _, at in cancel(marks)]
    if name is not None:
        never.append(name)
    return min(never, default=-1)


def cancel(marks):
    """What is left when neighbours that fit are taken out until there are none."""
    marks, changed = list(marks), True
    while changed:
        changed = False
        for index in range(len(marks) - 1):
            if PAIRS.get(marks[index][0]) == marks[index + 1][0]:
                del marks[index : index + 2]
                changed = True
                break
    return marks


def short(rng, kind, length):
    """A sound formula, damaged in one place or not at all."""
    text = sound(rng, length)
    brackets = [at for at, word in enumerate(text) if word in PAIRS or word in CLOSERS]
    if kind == "changed":
        at = rng.choice(brackets[len(brackets) // 2 :])
        text[at] = rng.choice([mark for mark in "()[]{}" if mark != text[at]])
    elif kind == "missing":
        del text[rng.choice(brackets)]
    elif kind == "cut":
        text = text[: 2 * len(text) // 3]
    formula = "".join(text)
    if kind == "unquoted":
        marks = [at for at, character in enumerate(formula) if character == '"']
        at = rng.choice(marks)
        formula = formula[:at] + formula[at + 1 :]
    return [formula], fault(formula)


def long(rng, kind, length):
    """A formula whose fault is known from how it is made."""
    if kind == "flat":
        pieces = ['(a)', '[0]', '{b}', '")("', ' + ']
        body = "".join(rng.choice(pieces) for _ in range(length // 3))
        return ["{" + body[: length - 200] + '"' * (body[: length - 200].count('"') % 2)], 0
    opening = [rng.choice("([{") for _ in range(length // 2)]
    closing = [PAIRS[mark] for mark in reversed(opening)]
    if kind == "late":
        closing[-2] = rng.choice([mark for mark in ")]}" if mark != closing[-2]])
        return ["".join(opening + closing)], length - 2
    return ["".join(opening + closing)], -1


def generate(arguments):
    """Arguments: the kind, the length, the seed."""
    kind, length, seed = arguments[0], int(arguments[1]), int(arguments[2])
    make = long if kind in ("flat", "deep", "late") else short
    return make(random.Random(seed), kind, length)

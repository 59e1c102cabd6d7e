OPENER_OF = {")": "(", "]": "[", "}": "{"}


def first_fault(formula: str) -> int:
    text = list(formula)
    name = None
    for place, character in enumerate(text):
        if character == '"':
            name = place if name is None else None
        elif name is not None:
            text[place] = " "
        elif character in OPENER_OF:
            earlier = place - 1
            while earlier >= 0 and text[earlier] not in "([{":
                earlier -= 1
            if earlier < 0 or text[earlier] != OPENER_OF[character]:
                return place
            text[earlier] = " "
    left = [place for place, character in enumerate(text) if character in "([{"]
    if name is not None:
        left.append(name)
    return min(left, default=-1)

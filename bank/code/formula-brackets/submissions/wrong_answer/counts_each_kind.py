PARTNER = {")": "(", "]": "[", "}": "{"}


def first_fault(formula: str) -> int:
    opened = {"(": [], "[": [], "{": []}
    name = None
    for place, character in enumerate(formula):
        if character == '"':
            name = place if name is None else None
        elif name is None and character in opened:
            opened[character].append(place)
        elif name is None and character in PARTNER:
            if not opened[PARTNER[character]]:
                return place
            opened[PARTNER[character]].pop()
    left = [places[0] for places in opened.values() if places]
    if name is not None:
        left.append(name)
    return min(left, default=-1)

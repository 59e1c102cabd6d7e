PARTNER = {")": "(", "]": "[", "}": "{"}


def first_fault(formula: str) -> int:
    opened = []
    place = 0
    while place < len(formula):
        character = formula[place]
        if character in "([{":
            opened.append(place)
        elif character in PARTNER:
            if not opened or formula[opened.pop()] != PARTNER[character]:
                return place
        elif character == '"':
            end = formula.find('"', place + 1)
            if end < 0:
                opened.append(place)
                break
            place = end
        place += 1
    return opened[0] if opened else -1

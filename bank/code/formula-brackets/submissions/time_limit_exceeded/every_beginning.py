PARTNER = {")": "(", "]": "[", "}": "{"}


def first_fault(formula: str) -> int:
    for length in range(1, len(formula) + 1):
        if left_open(formula[:length]) is None:
            return length - 1
    left = left_open(formula)
    return left[0] if left else -1


def left_open(text):
    """Positions that are open at the end, or nothing where a closing bracket does not fit."""
    stack, in_name = [], False
    for place, character in enumerate(text):
        if character == '"':
            in_name = not in_name
            if in_name:
                stack.append(place)
            else:
                stack.pop()
        elif not in_name and character in "([{":
            stack.append(place)
        elif not in_name and character in PARTNER:
            if not stack or text[stack.pop()] != PARTNER[character]:
                return None
    return stack

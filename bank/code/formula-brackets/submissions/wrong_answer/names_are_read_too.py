OPENER_OF = {")": "(", "]": "[", "}": "{"}


def first_fault(formula: str) -> int:
    stack = []
    for place, character in enumerate(formula):
        if character in "([{":
            stack.append(place)
        elif character in OPENER_OF:
            if not stack or formula[stack.pop()] != OPENER_OF[character]:
                return place
    return stack[0] if stack else -1

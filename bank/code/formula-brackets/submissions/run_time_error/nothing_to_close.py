OPENER_OF = {")": "(", "]": "[", "}": "{"}


def first_fault(formula: str) -> int:
    stack = []
    in_name = False
    for place, character in enumerate(formula):
        if character == '"':
            if in_name:
                stack.pop()
            else:
                stack.append(place)
            in_name = not in_name
        elif in_name:
            continue
        elif character in "([{":
            stack.append(place)
        elif character in OPENER_OF:
            if formula[stack.pop()] != OPENER_OF[character]:
                return place
    return stack[0] if stack else -1

OPENER_OF = {")": "(", "]": "[", "}": "{"}


def first_fault(formula: str) -> int:
    stack = []
    for place, character in enumerate(formula):
        top = stack[-1][0] if stack else ""
        if top == '"':
            if character == '"':
                stack.pop()
        elif character in '([{"':
            stack.append((character, place))
        elif character in OPENER_OF:
            if top != OPENER_OF[character]:
                return place
            stack.pop()
    return stack[0][1] if stack else -1

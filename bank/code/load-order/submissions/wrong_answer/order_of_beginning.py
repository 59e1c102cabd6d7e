def finish_order(uses: list[list[int]], root: int) -> list[int]:
    begun = set()
    order = []
    stack = [root]
    while stack:
        module = stack.pop()
        if module in begun:
            continue
        begun.add(module)
        order.append(module)
        stack.extend(reversed(uses[module]))
    return order

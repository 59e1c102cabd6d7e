def roll_up(root):
    def total(node):
        result, stack = 0, [node]
        while stack:
            below = stack.pop()
            result += below.val
            stack += [child for child in (below.left, below.right) if child]
        return result

    order = [root] if root else []
    # From the top down, so that costs below are still their own.
    for node in order:
        order += [child for child in (node.left, node.right) if child]
        node.val = total(node)
    return root

def roll_up(root):
    if root is None:
        return None
    order = [root]
    for node in order:
        order += [child for child in (node.left, node.right) if child]
    for node in reversed(order):
        children = [child for child in (node.left, node.right) if child]
        if children:
            node.val = sum(child.val for child in children)
    return root

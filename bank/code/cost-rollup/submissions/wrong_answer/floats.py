import math


def roll_up(root):
    if root is None:
        return None
    order = [root]
    for node in order:
        order += [child for child in (node.left, node.right) if child]
    for node in reversed(order):
        children = [child.val for child in (node.left, node.right) if child]
        node.val = int(math.fsum([node.val, *children]))
    return root

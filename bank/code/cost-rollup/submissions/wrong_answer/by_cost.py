def roll_up(root):
    if root is None:
        return None
    order = [root]
    for node in order:
        order += [child for child in (node.left, node.right) if child]
    sums = {}
    for node in reversed(order):
        sums[node.val] = node.val + sum(
            sums[child.val] for child in (node.left, node.right) if child
        )
    for node in order:
        node.val = sums[node.val]
    return root

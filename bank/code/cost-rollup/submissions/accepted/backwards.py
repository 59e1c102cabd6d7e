def roll_up(root: "TreeNode | None") -> "TreeNode | None":
    if root is None:
        return None
    # Parents come before their children, so that backwards it is the other way round.
    order = [root]
    for node in order:
        if node.left:
            order.append(node.left)
        if node.right:
            order.append(node.right)
    for node in reversed(order):
        if node.left:
            node.val += node.left.val
        if node.right:
            node.val += node.right.val
    return root

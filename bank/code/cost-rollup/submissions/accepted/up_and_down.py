def roll_up(root: "TreeNode | None") -> "TreeNode | None":
    plan = [(root, False)]
    while plan:
        node, has_been_opened = plan.pop()
        if node is None:
            continue
        if has_been_opened:
            node.val += sum(child.val for child in (node.left, node.right) if child)
        else:
            plan += [(node, True), (node.left, False), (node.right, False)]
    return root

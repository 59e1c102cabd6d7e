def splits_per_prediction(root: "TreeNode | None") -> list[int]:
    if root is None:
        return []
    least = None
    depth, level = 0, [root]
    while True:
        below = []
        for node in level:
            if node.left:
                below.append(node.left)
            if node.right:
                below.append(node.right)
            if least is None and not node.left and not node.right:
                least = depth
        if not below:
            return [least, depth]
        depth, level = depth + 1, below

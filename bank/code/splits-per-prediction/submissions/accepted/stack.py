def splits_per_prediction(root: "TreeNode | None") -> list[int]:
    if root is None:
        return []
    depths = []
    open_nodes = [(root, 0)]
    while open_nodes:
        node, splits = open_nodes.pop()
        children = [child for child in (node.left, node.right) if child]
        if children:
            open_nodes.extend((child, splits + 1) for child in children)
        else:
            depths.append(splits)
    return [min(depths), max(depths)]

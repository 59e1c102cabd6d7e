def splits_per_prediction(root):
    if root is None:
        return []
    depths = []
    stack = [(root, 0)]
    while stack:
        node, splits = stack.pop()
        children = [child for child in (node.left, node.right) if child and child.val]
        if not children:
            depths.append(splits)
        for child in children:
            stack.append((child, splits + 1))
    return [min(depths), max(depths)]

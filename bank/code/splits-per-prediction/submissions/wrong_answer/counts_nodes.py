def splits_per_prediction(root):
    if root is None:
        return []
    least, most = float("inf"), 0
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        if not node.left and not node.right:
            least, most = min(least, depth), max(most, depth)
        for child in (node.left, node.right):
            if child:
                stack.append((child, depth + 1))
    return [least, most]

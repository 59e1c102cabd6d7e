def splits_per_prediction(root):
    def depths(node):
        below = [depths(child) for child in (node.left, node.right) if child]
        if not below:
            return 0, 0
        return 1 + min(least for least, _ in below), 1 + max(most for _, most in below)

    return list(depths(root)) if root else []

def splits_per_prediction(root):
    def least(node):
        if node is None or not node.left and not node.right:
            return 0
        return 1 + min(least(node.left), least(node.right))

    def most(node):
        if node is None or not node.left and not node.right:
            return 0
        return 1 + max(most(node.left), most(node.right))

    return [least(root), most(root)] if root else []

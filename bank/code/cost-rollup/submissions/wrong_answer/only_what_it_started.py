def roll_up(root):
    if root is None:
        return None
    level = [root]
    for node in level:
        for child in (node.left, node.right):
            if child:
                node.val += child.val
                level.append(child)
    return root

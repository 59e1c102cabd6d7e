def roll_up(root):
    if root:
        for child in (root.left, root.right):
            if roll_up(child):
                root.val += child.val
    return root

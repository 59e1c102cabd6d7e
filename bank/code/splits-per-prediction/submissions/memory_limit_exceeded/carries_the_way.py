def splits_per_prediction(root):
    if root is None:
        return []
    stack = [[root]]
    least, most = None, 0
    while stack:
        way = stack.pop()
        node = way[-1]
        if not node.left and not node.right:
            splits = len(way) - 1
            least = splits if least is None else min(least, splits)
            most = max(most, splits)
        for child in (node.left, node.right):
            if child:
                stack.append(way + [child])
    return [least, most]

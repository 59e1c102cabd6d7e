def splits_per_prediction(root):
    if root is None:
        return []
    order, parent = [root], {id(root): None}
    for node in order:
        for child in (node.left, node.right):
            if child:
                parent[id(child)] = node
                order.append(child)
    size = {id(node): 1 for node in order}
    for node in reversed(order):
        if parent[id(node)]:
            size[id(parent[id(node)])] += size[id(node)]

    least, depth, level = None, 0, [root]
    while least is None:
        if any(not node.left and not node.right for node in level):
            least = depth
        level = [child for node in level for child in (node.left, node.right) if child]
        depth += 1

    most, node = 0, root
    while node.left or node.right:
        node = max(filter(None, (node.left, node.right)), key=lambda child: size[id(child)])
        most += 1
    return [least, most]

def in_order(head, k):
    if head is None:
        return None
    node, turned, left = head, None, k
    while node and left:
        node.next, turned, node = turned, node, node.next
        left -= 1
    head.next = in_order(node, k)
    return turned

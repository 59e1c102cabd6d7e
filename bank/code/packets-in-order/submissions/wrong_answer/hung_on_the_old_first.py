def in_order(head, k):
    result = None
    node = head
    while node:
        first = node
        turned = None
        left = k
        while node and left:
            following = node.next
            node.next = turned
            turned = node
            node = following
            left -= 1
        if result is None:
            result = turned
        first.next = node
    return result

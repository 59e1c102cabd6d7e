def in_order(head, k):
    def at(place):
        node = head
        for _ in range(place):
            node = node.next
        return node

    length, node = 0, head
    while node:
        length, node = length + 1, node.next
    for start in range(0, length, k):
        low, high = start, min(start + k, length) - 1
        while low < high:
            one, other = at(low), at(high)
            one.val, other.val = other.val, one.val
            low, high = low + 1, high - 1
    return head

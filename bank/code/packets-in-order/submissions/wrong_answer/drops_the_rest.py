def in_order(head, k):
    length, node = 0, head
    while node:
        length, node = length + 1, node.next
    if k > length:
        k = length

    before = ListNode()
    end, node = before, head
    while length >= k > 0:
        first, turned = node, None
        for _ in range(k):
            node.next, turned, node = turned, node, node.next
        end.next = turned
        end = first
        length -= k
    return before.next

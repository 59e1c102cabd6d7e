def in_order(head, k):
    before = ListNode(0, head)
    end = before
    while True:
        ahead = end
        for _ in range(k):
            ahead = ahead.next
            if ahead is None:
                return before.next
        first, rest = end.next, ahead.next
        turned, node = rest, first
        while node is not rest:
            node.next, turned, node = turned, node, node.next
        end.next = turned
        end = first

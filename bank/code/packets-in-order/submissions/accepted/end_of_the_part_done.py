def in_order(head: "ListNode | None", k: int) -> "ListNode | None":
    before = ListNode(0, head)
    end = before  # the last node in its final place
    while end.next:
        first = node = end.next
        turned = None
        left = k
        while node and left:
            node.next, turned, node = turned, node, node.next
            left -= 1
        first.next = node
        end.next = turned
        end = first
    return before.next

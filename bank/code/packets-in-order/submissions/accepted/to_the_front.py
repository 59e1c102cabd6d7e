def in_order(head: "ListNode | None", k: int) -> "ListNode | None":
    before = ListNode(0, head)
    front = before  # the packet hangs on this node
    while front.next:
        last = front.next  # it came first and ends up last
        moved = 1
        while last.next and moved < k:
            node = last.next
            last.next = node.next
            node.next = front.next
            front.next = node
            moved += 1
        front = last
    return before.next

def in_order(head, k):
    node = head
    while node:
        packet = []
        while node and len(packet) < k:
            packet.append(node)
            node = node.next
        for place, value in zip(packet, sorted(place.val for place in packet)):
            place.val = value
    return head

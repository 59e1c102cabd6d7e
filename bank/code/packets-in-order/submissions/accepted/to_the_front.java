class Solution {
    ListNode in_order(ListNode head, long k) {
        ListNode before = new ListNode(0, head);
        ListNode end = before; // the last node in its final place
        while (end.next != null) {
            ListNode first = end.next;
            // Every further node of the packet moves to its front.
            for (long moved = 1; moved < k && first.next != null; moved++) {
                ListNode node = first.next;
                first.next = node.next;
                node.next = end.next;
                end.next = node;
            }
            end = first;
        }
        return before.next;
    }
}

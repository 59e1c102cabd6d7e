ListNode* in_order(ListNode* head, long long k) {
    ListNode before(0, head);
    ListNode* end = &before;
    while (end->next && end->next->next) {
        ListNode* first = end->next;
        ListNode* turned = first;
        ListNode* node = first->next;
        for (long long left = k - 1; node && left > 0; --left) {
            ListNode* following = node->next;
            node->next = turned;
            turned = node;
            node = following;
        }
        if (node) {
            first->next = node;
        }
        end->next = turned;
        end = first;
        if (!node) {
            break;
        }
    }
    return before.next;
}

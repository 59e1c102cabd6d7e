ListNode* in_order(ListNode* head, long long k) {
    ListNode* end = nullptr;
    ListNode* node = head;
    while (node) {
        ListNode* first = node;
        ListNode* turned = nullptr;
        for (long long left = k; node && left > 0; --left) {
            ListNode* following = node->next;
            node->next = turned;
            turned = node;
            node = following;
        }
        first->next = node;
        if (end) {
            end->next = turned;
        }
        end = first;
    }
    return head;
}

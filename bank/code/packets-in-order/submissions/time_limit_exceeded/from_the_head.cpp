ListNode* in_order(ListNode* head, long long k) {
    ListNode before(0, head);
    for (long long done = 0;; done += k) {
        ListNode* end = &before;
        for (long long i = 0; i < done && end; ++i) {
            end = end->next;
        }
        if (!end || !end->next) {
            return before.next;
        }
        ListNode* first = end->next;
        ListNode* node = first;
        ListNode* turned = nullptr;
        for (long long left = k; node && left > 0; --left) {
            ListNode* following = node->next;
            node->next = turned;
            turned = node;
            node = following;
        }
        first->next = node;
        end->next = turned;
    }
}

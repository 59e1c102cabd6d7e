ListNode* in_order(ListNode* head, long long k) {
    ListNode** hook = &head; // the link that the next packet is hung on
    while (*hook) {
        ListNode* first = *hook;
        ListNode* node = first;
        ListNode* turned = nullptr;
        for (long long left = k; node && left > 0; --left) {
            ListNode* following = node->next;
            node->next = turned;
            turned = node;
            node = following;
        }
        first->next = node;
        *hook = turned;
        hook = &first->next;
    }
    return head;
}

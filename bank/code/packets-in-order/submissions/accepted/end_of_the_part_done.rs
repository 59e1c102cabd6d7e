pub fn in_order(mut rest: Option<Box<ListNode>>, k: i64) -> Option<Box<ListNode>> {
    let mut first = None;
    // The link that the next packet hangs on.
    let mut end = &mut first;
    while rest.is_some() {
        let mut turned = None;
        for _ in 0..k {
            match rest.take() {
                Some(mut node) => {
                    rest = node.next.take();
                    node.next = turned;
                    turned = Some(node);
                }
                None => break,
            }
        }
        *end = turned;
        while end.is_some() {
            end = &mut end.as_mut().unwrap().next;
        }
    }
    first
}

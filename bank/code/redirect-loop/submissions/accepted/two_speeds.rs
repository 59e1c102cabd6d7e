pub fn redirect_loop(target: Vec<i64>, start: i64) -> Vec<i64> {
    let next = |page: i64| if page < 0 { -1 } else { target[page as usize] };
    let (mut slow, mut fast) = (next(start), next(next(start)));
    while slow != fast {
        slow = next(slow);
        fast = next(next(fast));
    }
    if slow < 0 {
        return vec![-1, 0];
    }
    // From the start and from where they met it is as far to where the loop begins.
    slow = start;
    while slow != fast {
        slow = next(slow);
        fast = next(fast);
    }
    let mut length = 1;
    fast = next(slow);
    while fast != slow {
        fast = next(fast);
        length += 1;
    }
    vec![slow, length]
}

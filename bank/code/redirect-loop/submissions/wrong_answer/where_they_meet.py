def redirect_loop(target: list[int], start: int) -> list[int]:
    slow = fast = start
    while target[fast] != -1 and target[target[fast]] != -1:
        slow = target[slow]
        fast = target[target[fast]]
        if slow == fast:
            length = 1
            page = target[slow]
            while page != slow:
                page = target[page]
                length += 1
            return [slow, length]
    return [-1, 0]

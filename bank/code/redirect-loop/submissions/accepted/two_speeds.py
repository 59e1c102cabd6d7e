def redirect_loop(target: list[int], start: int) -> list[int]:
    slow = fast = start
    while True:
        if target[fast] == -1 or target[target[fast]] == -1:
            return [-1, 0]
        slow, fast = target[slow], target[target[fast]]
        if slow == fast:
            break

    # The way to the loop is as long as the rest of the loop from here, but for whole rounds.
    slow = start
    while slow != fast:
        slow, fast = target[slow], target[fast]

    length, page = 1, target[slow]
    while page != slow:
        length, page = length + 1, target[page]
    return [slow, length]

from collections import deque


def finish_order(uses: list[list[int]], root: int) -> list[int]:
    loaded, stack = {root}, [root]
    while stack:
        for used in uses[stack.pop()]:
            if used not in loaded:
                loaded.add(used)
                stack.append(used)

    left = {module: len(uses[module]) for module in loaded}
    users = {module: [] for module in loaded}
    for module in loaded:
        for used in uses[module]:
            users[used].append(module)

    ready = deque(module for module in sorted(loaded) if left[module] == 0)
    finished = []
    while ready:
        module = ready.popleft()
        finished.append(module)
        for user in users[module]:
            left[user] -= 1
            if left[user] == 0:
                ready.append(user)
    return finished

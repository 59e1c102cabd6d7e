def every_start(target: list[int]) -> list[list[int]]:
    n = len(target)
    senders = [0] * n
    for following in target:
        if following >= 0:
            senders[following] += 1
    bare = [page for page in range(n) if senders[page] == 0]
    for page in bare:
        following = target[page]
        if following >= 0:
            senders[following] -= 1
            if senders[following] == 0:
                bare.append(following)
    result = [None] * n
    for page in range(n):
        if senders[page] and result[page] is None:
            loop = [page]
            while target[loop[-1]] != page:
                loop.append(target[loop[-1]])
            for other in loop:
                result[other] = [other, len(loop)]
    for page in reversed(bare):
        result[page] = result[target[page]] if target[page] >= 0 else [-1, 0]
    return result

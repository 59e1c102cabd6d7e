def cut(items, parts):
    small, larger = divmod(len(items), parts)
    result, start = [], 0
    for part in range(parts):
        end = start + small + (part < larger)
        result.append(items[start:end])
        start = end
    return result


def split(scheme, k, column):
    n = len(column)
    if scheme == "forward":
        times = sorted(set(column))
        if len(times) <= k:
            return []
        answer = []
        for run in cut(times, k + 1)[1:]:
            train = [i for i in range(n) if column[i] < run[0]]
            test = [i for i in range(n) if run[0] <= column[i] <= run[-1]]
            answer.append([train, test])
        return answer

    tests = [[] for _ in range(k)]
    if scheme == "plain":
        tests = cut(list(range(n)), k)
    elif scheme == "stratified":
        members = {}
        for i, label in enumerate(column):
            members.setdefault(label, []).append(i)
        turn = 0
        for rows in members.values():
            for i in rows:
                tests[turn].append(i)
                turn = (turn + 1) % k
    else:
        members = {}
        for i, group in enumerate(column):
            members.setdefault(group, []).append(i)
        for rows in members.values():
            min(tests, key=len).extend(rows)
    tests = [test for test in tests if test]
    answer = []
    for test in tests:
        held_out = set(test)
        answer.append([[i for i in range(n) if i not in held_out], test])
    return answer

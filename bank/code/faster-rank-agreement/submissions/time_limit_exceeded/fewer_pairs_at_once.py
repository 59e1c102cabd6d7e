def rank_agreement(first, second):
    items = sorted(zip(first, second))
    agreeing = disagreeing = 0
    for i, (a, b) in enumerate(items):
        rest = [score for other, score in items[i + 1 :] if other != a]
        agreeing += sum(score > b for score in rest)
        disagreeing += sum(score < b for score in rest)
    pairs = len(items) * (len(items) - 1) // 2
    return [agreeing, disagreeing, pairs - agreeing - disagreeing]

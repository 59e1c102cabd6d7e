from itertools import groupby


def rank_agreement(first, second):
    levels = sorted(set(second))
    ranks = {score: rank for rank, score in enumerate(levels, 1)}
    size = len(levels)
    tree = [0] * (size + 1)
    agreeing = disagreeing = seen = 0
    for _, group in groupby(sorted(zip(first, second)), key=lambda pair: pair[0]):
        places = [ranks[score] for _, score in group]
        for place in places:
            below, at = 0, place - 1
            while at:
                below += tree[at]
                at &= at - 1
            up_to, at = 0, place
            while at:
                up_to += tree[at]
                at &= at - 1
            agreeing += below
            disagreeing += seen - up_to
        for place in places:
            while place <= size:
                tree[place] += 1
                place += place & -place
        seen += len(places)
    pairs = len(first) * (len(first) - 1) // 2
    return [agreeing, disagreeing, pairs - agreeing - disagreeing]

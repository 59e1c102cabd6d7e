def rank_agreement(first, second):
    """Agreeing, disagreeing and tied pairs."""
    agreeing = disagreeing = tied = 0
    for i in range(len(first)):
        for j in range(i + 1, len(first)):
            product = (first[i] - first[j]) * (second[i] - second[j])
            if product > 0:
                agreeing += 1
            elif product < 0:
                disagreeing += 1
            else:
                tied += 1
    return [agreeing, disagreeing, tied]

def answer(values):
    return max(values)

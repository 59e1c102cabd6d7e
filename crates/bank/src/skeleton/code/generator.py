import random


def generate(arguments):
    size, seed = int(arguments[0]), int(arguments[1])
    stream = random.Random(seed)
    values = [stream.randint(-1000, 1000) for _ in range(size)]
    return [values], sum(values)

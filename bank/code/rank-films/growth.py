"""Makes ratings of four films out of forty and asks for the top of ten."""

import random


def make(n, seed):
    """n ratings before; four more with a top of ten after each are measured."""
    rng = random.Random(seed)

    def rate(user):
        return ["rate", [user, rng.randrange(4), rng.randint(1, 5), True]]

    prepare = [["FilmRanking", [40, 20]]] + [rate(user) for user in range(n)]
    measure = []
    for user in range(n, n + 4):
        measure += [rate(user), ["top", [10]]]
    return {"prepare": prepare, "measure": measure}

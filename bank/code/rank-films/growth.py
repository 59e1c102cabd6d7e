"""Makes ratings of forty films and asks for the top of ten."""

import random


def make(n, seed):
    """n ratings before; four more with a top of ten after each are measured."""
    rng = random.Random(seed)

    def rate(user):
        film, stars = rng.randrange(40), rng.randint(1, 5)
        return ["rate", [user, film, stars, rng.random() < 0.2]]

    prepare = [["FilmRanking", [40, 20]]] + [rate(user) for user in range(n)]
    measure = []
    for user in range(n, n + 4):
        measure += [rate(user), ["top", [10]]]
    return {"prepare": prepare, "measure": measure}

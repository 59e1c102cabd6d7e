"""Makes evenings of ratings; the ranking comes from exact fractions over counts of stars."""

import random
from fractions import Fraction


def ranking(votes, strength, count):
    """The best films by exact scores, from the votes for each number of stars."""
    weights = [sum(film) for film in votes]
    sums = [sum(stars * number for stars, number in enumerate(film, 1)) for film in votes]
    if not sum(weights):
        return list(range(min(count, len(votes))))
    mean = Fraction(sum(sums), sum(weights))
    scores = [
        (strength * mean + total) / (strength + weight) for total, weight in zip(sums, weights)
    ]
    return sorted(range(len(votes)), key=lambda film: (-scores[film], film))[:count]


def generate(arguments):
    """Arguments: films, strength, ratings, users, ratings between tops, their length, the seed."""
    films, strength, ratings, users, every, count, seed = map(int, arguments)
    rng = random.Random(seed)
    quality = [rng.gauss(3.4, 0.7) for _ in range(films)]
    votes = [[0] * 5 for _ in range(films)]
    given = {}
    calls, results = [["FilmRanking", [films, strength]]], [None]
    for number in range(1, ratings + 1):
        # A few films draw most of the crowd, and the last ones nobody.
        film = min(int(rng.paretovariate(0.6)) - 1, films - 1) if rng.random() < 0.7 else None
        if film is None:
            film = rng.randrange(max(1, films * 9 // 10))
        user = rng.randrange(users)
        stars = min(5, max(1, round(rng.gauss(quality[film], 1))))
        reviewed = rng.random() < 0.2
        if (user, film) in given:
            old, weight = given[user, film]
            votes[film][old - 1] -= weight
        given[user, film] = stars, 1 + reviewed
        votes[film][stars - 1] += 1 + reviewed
        calls.append(["rate", [user, film, stars, reviewed]])
        results.append(None)
        if number % every == 0:
            calls.append(["top", [count]])
            results.append(ranking(votes, strength, count))
    return calls, results

from collections import defaultdict


class FilmRanking:
    def __init__(self, films, strength):
        self.strength = strength
        # Of each film, how many votes gave each number of stars.
        self.votes = [[0] * 6 for _ in range(films)]
        self.last = defaultdict(dict)

    def rate(self, user, film, stars, reviewed):
        before = self.last[user].get(film)
        if before:
            self.votes[film][before[0]] -= before[1]
        self.last[user][film] = (stars, 1 + reviewed)
        self.votes[film][stars] += 1 + reviewed

    def top(self, count):
        weights = [sum(votes) for votes in self.votes]
        sums = [sum(s * v for s, v in enumerate(votes)) for votes in self.votes]
        total, base = sum(weights), self.strength * sum(sums)
        # Scores times the total weight, with 60 binary places: different ones are further apart.
        scores = [
            ((base + total * s) << 60) // (self.strength + w) for s, w in zip(sums, weights)
        ]
        # The sort is stable, also when it is reversed: equal scores stay in the order of numbers.
        return sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:count]

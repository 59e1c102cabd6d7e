from fractions import Fraction


class FilmRanking:
    def __init__(self, films, strength):
        self.films, self.strength = films, strength
        self.given = {}

    def rate(self, user, film, stars, reviewed):
        self.given[user, film] = stars, 2 if reviewed else 1

    def top(self, count):
        weight, total = [0] * self.films, [0] * self.films
        for (_, film), (stars, votes) in self.given.items():
            weight[film] += votes
            total[film] += votes * stars
        mean = Fraction(sum(total), max(sum(weight), 1))
        base, m = mean * self.strength, self.strength
        order = sorted(
            range(self.films),
            key=lambda film: (
                -(base.numerator + total[film] * base.denominator) / (m + weight[film]),
                film,
            ),
        )
        return order[:count]

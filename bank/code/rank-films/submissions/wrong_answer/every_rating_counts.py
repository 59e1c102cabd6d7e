from heapq import nsmallest


class FilmRanking:
    def __init__(self, films: int, strength: int):
        self.strength = strength
        self.weight = [0] * films
        self.stars = [0] * films
        self.all_weight = self.all_stars = 0

    def rate(self, user: int, film: int, stars: int, reviewed: bool) -> None:
        weight = 2 if reviewed else 1
        old_weight, old_stars = 0, 0
        self.weight[film] += weight - old_weight
        self.all_weight += weight - old_weight
        self.stars[film] += weight * stars - old_stars
        self.all_stars += weight * stars - old_stars

    def top(self, count: int) -> list[int]:
        base = self.strength * self.all_stars

        def key(film):
            whole = base + self.all_weight * self.stars[film]
            return -whole / (self.strength + self.weight[film]), film

        return nsmallest(count, range(len(self.stars)), key=key)

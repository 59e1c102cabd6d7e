from bisect import bisect_left, insort


class LiveRanking:
    def __init__(self):
        self.order = []
        self.key = {}

    def put(self, run: int, score: int) -> None:
        if run in self.key:
            self.drop(run)
        self.key[run] = (-score, run)
        insort(self.order, self.key[run])

    def drop(self, run: int) -> None:
        self.order.remove(self.key.pop(run))

    def at(self, place: int) -> int | None:
        return self.order[place - 1][1] if place <= len(self.order) else None

    def place(self, run: int) -> int | None:
        return bisect_left(self.order, self.key[run]) + 1 if run in self.key else None

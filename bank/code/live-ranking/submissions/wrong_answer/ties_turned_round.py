from bisect import bisect_left, insort


class LiveRanking:
    def __init__(self):
        self.order = []
        self.key = {}

    def put(self, run: int, score: int) -> None:
        self.drop(run)
        self.key[run] = (score, run)
        insort(self.order, self.key[run])

    def drop(self, run: int) -> None:
        if run in self.key:
            del self.order[bisect_left(self.order, self.key.pop(run))]

    def at(self, place: int) -> int | None:
        return self.order[-place][1] if place <= len(self.order) else None

    def place(self, run: int) -> int | None:
        if run not in self.key:
            return None
        return len(self.order) - bisect_left(self.order, self.key[run])

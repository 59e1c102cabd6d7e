class LiveRanking:
    def __init__(self):
        self.score = {}
        self.order = None

    def put(self, run: int, score: int) -> None:
        self.score[run] = score
        self.order = None

    def drop(self, run: int) -> None:
        self.score.pop(run, None)
        self.order = None

    def at(self, place: int) -> int | None:
        order = self.sorted()
        return order[place - 1] if place <= len(order) else None

    def place(self, run: int) -> int | None:
        return self.sorted().index(run) + 1 if run in self.score else None

    def sorted(self) -> list[int]:
        if self.order is None:
            self.order = sorted(self.score, key=lambda run: (-self.score[run], run))
        return self.order

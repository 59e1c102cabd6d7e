from bisect import bisect_left, insort

MOST = 64


class LiveRanking:
    """The order cut into blocks of bounded length: nothing longer than a block is ever shifted."""

    def __init__(self):
        self.blocks: list[list[tuple[int, int]]] = []
        # The last key of each block.
        self.ends: list[tuple[int, int]] = []
        self.key: dict[int, tuple[int, int]] = {}

    def put(self, run: int, score: int) -> None:
        self.drop(run)
        key = self.key[run] = (-score, run)
        if not self.blocks:
            self.blocks, self.ends = [[key]], [key]
            return
        at = min(bisect_left(self.ends, key), len(self.ends) - 1)
        block = self.blocks[at]
        insort(block, key)
        self.ends[at] = block[-1]
        if len(block) > MOST:
            half = len(block) // 2
            self.blocks.insert(at, block[:half])
            self.ends.insert(at, block[half - 1])
            del block[:half]

    def drop(self, run: int) -> None:
        key = self.key.pop(run, None)
        if key is None:
            return
        at = bisect_left(self.ends, key)
        block = self.blocks[at]
        del block[bisect_left(block, key)]
        if block:
            self.ends[at] = block[-1]
        else:
            del self.blocks[at], self.ends[at]

    def at(self, place: int) -> int | None:
        for block in self.blocks:
            if place <= len(block):
                return block[place - 1][1]
            place -= len(block)
        return None

    def place(self, run: int) -> int | None:
        if run not in self.key:
            return None
        key = self.key[run]
        at = bisect_left(self.ends, key)
        return sum(map(len, self.blocks[:at])) + bisect_left(self.blocks[at], key) + 1

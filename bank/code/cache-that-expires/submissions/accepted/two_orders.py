from collections import OrderedDict


class ExpiringCache:
    """Both dictionaries hold the living keys: one in order of use, one in order of put."""

    def __init__(self, capacity: int, lifetime: int):
        self.capacity = capacity
        self.lifetime = lifetime
        self.by_use: OrderedDict[int, int] = OrderedDict()
        self.ends: OrderedDict[int, int] = OrderedDict()

    def get(self, time: int, key: int) -> int | None:
        self._expire(time)
        if key not in self.by_use:
            return None
        self.by_use.move_to_end(key)
        return self.by_use[key]

    def put(self, time: int, key: int, value: int) -> None:
        self._expire(time)
        self.by_use[key] = value
        self.by_use.move_to_end(key)
        self.ends[key] = time + self.lifetime
        self.ends.move_to_end(key)
        if len(self.by_use) > self.capacity:
            stalest, _ = self.by_use.popitem(last=False)
            del self.ends[stalest]

    def _expire(self, now: int) -> None:
        while self.ends:
            first = next(iter(self.ends))
            if self.ends[first] > now:
                return
            del self.ends[first]
            del self.by_use[first]

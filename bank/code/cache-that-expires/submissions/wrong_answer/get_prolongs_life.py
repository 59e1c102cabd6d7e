from collections import OrderedDict


class ExpiringCache:
    def __init__(self, capacity: int, lifetime: int):
        self.capacity = capacity
        self.lifetime = lifetime
        self.entries = OrderedDict()

    def get(self, time: int, key: int) -> int | None:
        self._expire(time)
        if key not in self.entries:
            return None
        value, _ = self.entries[key]
        self._use(time, key, value)
        return value

    def put(self, time: int, key: int, value: int) -> None:
        self._expire(time)
        self._use(time, key, value)
        if len(self.entries) > self.capacity:
            self.entries.popitem(last=False)

    def _use(self, time: int, key: int, value: int) -> None:
        self.entries[key] = (value, time + self.lifetime)
        self.entries.move_to_end(key)

    def _expire(self, now: int) -> None:
        while self.entries and next(iter(self.entries.values()))[1] <= now:
            self.entries.popitem(last=False)

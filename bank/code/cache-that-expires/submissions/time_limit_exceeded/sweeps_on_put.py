from collections import OrderedDict


class ExpiringCache:
    def __init__(self, capacity: int, lifetime: int):
        self.capacity = capacity
        self.lifetime = lifetime
        self.entries = OrderedDict()

    def get(self, time: int, key: int) -> int | None:
        value, end = self.entries.get(key, (None, 0))
        if end <= time:
            return None
        self.entries.move_to_end(key)
        return value

    def put(self, time: int, key: int, value: int) -> None:
        for old in [old for old, (_, end) in self.entries.items() if end <= time]:
            del self.entries[old]
        self.entries[key] = (value, time + self.lifetime)
        self.entries.move_to_end(key)
        if len(self.entries) > self.capacity:
            self.entries.popitem(last=False)

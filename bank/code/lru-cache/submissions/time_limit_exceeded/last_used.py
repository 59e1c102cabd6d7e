class LruCache:
    def __init__(self, capacity: int):
        self.capacity = capacity
        self.values = {}
        self.used = {}
        self.clock = 0

    def touch(self, key: int) -> None:
        self.clock += 1
        self.used[key] = self.clock

    def get(self, key: int) -> int | None:
        if key not in self.values:
            return None
        self.touch(key)
        return self.values[key]

    def put(self, key: int, value: int) -> None:
        if key not in self.values and len(self.values) == self.capacity:
            stalest = min(self.used, key=self.used.get)
            del self.values[stalest], self.used[stalest]
        self.values[key] = value
        self.touch(key)

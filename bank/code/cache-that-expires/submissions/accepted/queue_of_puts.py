from collections import OrderedDict, deque


class ExpiringCache:
    """Entries are (value, number of their put), in order of use; puts wait in a queue for the end of their life."""

    def __init__(self, capacity: int, lifetime: int):
        self.capacity = capacity
        self.lifetime = lifetime
        self.entries: OrderedDict[int, tuple[int, int]] = OrderedDict()
        self.puts: deque[tuple[int, int, int]] = deque()
        self.number = 0

    def get(self, time: int, key: int) -> int | None:
        self._expire(time)
        entry = self.entries.get(key)
        if entry is None:
            return None
        self.entries.move_to_end(key)
        return entry[0]

    def put(self, time: int, key: int, value: int) -> None:
        self._expire(time)
        self.number += 1
        self.entries[key] = (value, self.number)
        self.entries.move_to_end(key)
        self.puts.append((time + self.lifetime, key, self.number))
        if len(self.entries) > self.capacity:
            self.entries.popitem(last=False)

    def _expire(self, now: int) -> None:
        while self.puts and self.puts[0][0] <= now:
            _, key, number = self.puts.popleft()
            entry = self.entries.get(key)
            # Otherwise it was put again since, or forgotten.
            if entry is not None and entry[1] == number:
                del self.entries[key]

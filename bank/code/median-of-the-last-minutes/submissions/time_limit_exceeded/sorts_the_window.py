from collections import deque


class WindowMedian:
    def __init__(self, seconds: int):
        self.seconds = seconds
        self.window = deque()

    def add(self, time: int, value: int) -> None:
        self.window.append((time, value))

    def median(self, time: int) -> float | None:
        while self.window and self.window[0][0] + self.seconds <= time:
            self.window.popleft()
        if not self.window:
            return None
        ordered = sorted(value for _, value in self.window)
        count = len(ordered)
        return (ordered[(count - 1) // 2] + ordered[count // 2]) / 2

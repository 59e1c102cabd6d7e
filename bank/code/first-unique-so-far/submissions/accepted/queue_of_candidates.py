from collections import deque


class FirstUnique:
    def __init__(self):
        self.repeated = {}
        self.candidates = deque()

    def add(self, text: str) -> None:
        repeated = self.repeated
        for character in text:
            if character in repeated:
                repeated[character] = True
            else:
                repeated[character] = False
                self.candidates.append(character)

    def first(self) -> str | None:
        candidates, repeated = self.candidates, self.repeated
        while candidates and repeated[candidates[0]]:
            candidates.popleft()
        return candidates[0] if candidates else None

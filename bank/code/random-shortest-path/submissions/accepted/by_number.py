from random import randrange


class PathSampler:
    """Numbers all shortest paths without listing them: draws a number, then reads off its path."""

    def __init__(self, graph: list[list[int]], start: int, goal: int):
        self.start, self.goal = start, goal
        level_of = {start: 0}
        order = [start]
        for node in order:
            for other in graph[node]:
                if other not in level_of:
                    level_of[other] = level_of[node] + 1
                    order.append(other)

        # How many ways lead from a node to the goal, and over which nodes.
        self.onward = {goal: 1} if goal in level_of else {}
        self.following: dict[int, list[int]] = {}
        for node in reversed(order):
            if node in self.onward:
                continue
            below = [
                other
                for other in dict.fromkeys(graph[node])
                if level_of[other] == level_of[node] + 1 and other in self.onward
            ]
            if below:
                self.following[node] = below
                self.onward[node] = sum(self.onward[other] for other in below)

    def draw(self) -> list[int]:
        if self.start not in self.onward:
            return []
        number = randrange(self.onward[self.start])
        path = [self.start]
        while path[-1] != self.goal:
            for other in self.following[path[-1]]:
                if number < self.onward[other]:
                    break
                number -= self.onward[other]
            path.append(other)
        return path

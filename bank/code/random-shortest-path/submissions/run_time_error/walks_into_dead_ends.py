from random import choice


class PathSampler:
    def __init__(self, graph, start, goal):
        self.start, self.goal = start, goal
        self.steps = {start: 0}
        self.following = {}
        queue = [start]
        for node in queue:
            for other in graph[node]:
                if other not in self.steps:
                    self.steps[other] = self.steps[node] + 1
                    queue.append(other)
            self.following[node] = [
                other for other in graph[node] if self.steps[other] == self.steps[node] + 1
            ]

    def draw(self):
        if self.goal not in self.steps:
            return []
        path = [self.start]
        while path[-1] != self.goal:
            path.append(choice(self.following[path[-1]]))
        return path

from random import choice


class PathSampler:
    def __init__(self, graph, start, goal):
        self.start, self.goal = start, goal
        steps = {start: 0}
        self.before = {start: []}
        queue = [start]
        for node in queue:
            for other in set(graph[node]):
                if other not in steps:
                    steps[other] = steps[node] + 1
                    self.before[other] = []
                    queue.append(other)
                if steps[other] == steps[node] + 1:
                    self.before[other].append(node)

    def draw(self):
        if self.goal not in self.before:
            return []
        path = [self.goal]
        while path[-1] != self.start:
            path.append(choice(self.before[path[-1]]))
        return path[::-1]

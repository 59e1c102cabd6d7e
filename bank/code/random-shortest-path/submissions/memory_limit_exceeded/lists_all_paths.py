from random import choice


class PathSampler:
    def __init__(self, graph, start, goal):
        steps = {start: 0}
        queue = [start]
        for node in queue:
            for other in graph[node]:
                if other not in steps:
                    steps[other] = steps[node] + 1
                    queue.append(other)

        self.paths = []

        def collect(path):
            if path[-1] == goal:
                self.paths.append(path[:])
                return
            for other in set(graph[path[-1]]):
                if steps[other] == len(path) and len(path) <= steps[goal]:
                    path.append(other)
                    collect(path)
                    path.pop()

        if goal in steps:
            collect([start])

    def draw(self):
        return choice(self.paths) if self.paths else []

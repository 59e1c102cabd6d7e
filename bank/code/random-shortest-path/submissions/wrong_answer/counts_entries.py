from random import choices


class PathSampler:
    def __init__(self, graph, start, goal):
        self.start, self.goal = start, goal
        steps, self.ways = {start: 0}, {start: 1}
        self.before = {start: []}
        queue = [start]
        for node in queue:
            for other in graph[node]:
                if other not in steps:
                    steps[other], self.ways[other], self.before[other] = steps[node] + 1, 0, []
                    queue.append(other)
                if steps[other] == steps[node] + 1:
                    self.ways[other] += self.ways[node]
                    self.before[other].append(node)

    def draw(self):
        if self.goal not in self.before:
            return []
        path = [self.goal]
        while path[-1] != self.start:
            nodes = self.before[path[-1]]
            path += choices(nodes, [self.ways[node] for node in nodes])
        return path[::-1]

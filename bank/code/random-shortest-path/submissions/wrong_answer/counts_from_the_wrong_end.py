from random import choices


class PathSampler:
    def __init__(self, graph, start, goal):
        self.start, self.goal = start, goal
        self.steps, self.ways = {start: 0}, {start: 1}
        queue = [start]
        for node in queue:
            for other in set(graph[node]):
                if other not in self.steps:
                    self.steps[other], self.ways[other] = self.steps[node] + 1, 0
                    queue.append(other)
                if self.steps[other] == self.steps[node] + 1:
                    self.ways[other] += self.ways[node]

        self.following = {}
        leads_on = {goal}
        for node in reversed(queue):
            below = [
                other
                for other in set(graph[node])
                if other in leads_on and self.steps[other] == self.steps[node] + 1
            ]
            if below:
                leads_on.add(node)
                self.following[node] = below, [self.ways[other] for other in below]

    def draw(self):
        if self.goal not in self.steps:
            return []
        path = [self.start]
        while path[-1] != self.goal:
            path += choices(*self.following[path[-1]])
        return path

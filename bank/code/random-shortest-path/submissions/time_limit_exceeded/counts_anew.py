from random import randrange


class PathSampler:
    def __init__(self, graph, start, goal):
        self.graph, self.start, self.goal = graph, start, goal

    def draw(self):
        steps, ways, before = {self.start: 0}, {self.start: 1}, {self.start: []}
        queue = [self.start]
        for node in queue:
            for other in set(self.graph[node]):
                if other not in steps:
                    steps[other], ways[other], before[other] = steps[node] + 1, 0, []
                    queue.append(other)
                if steps[other] == steps[node] + 1:
                    ways[other] += ways[node]
                    before[other].append(node)
        if self.goal not in steps:
            return []
        path = [self.goal]
        while path[-1] != self.start:
            number = randrange(ways[path[-1]])
            for node in before[path[-1]]:
                number -= ways[node]
                if number < 0:
                    break
            path.append(node)
        return path[::-1]

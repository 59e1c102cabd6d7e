from random import shuffle


class PathSampler:
    def __init__(self, graph, start, goal):
        self.graph, self.start, self.goal = graph, start, goal

    def draw(self):
        before = {self.start: None}
        queue = [self.start]
        for node in queue:
            if node == self.goal:
                break
            neighbours = self.graph[node][:]
            shuffle(neighbours)
            for other in neighbours:
                if other not in before:
                    before[other] = node
                    queue.append(other)
        if self.goal not in before:
            return []
        path = [self.goal]
        while before[path[-1]] is not None:
            path.append(before[path[-1]])
        return path[::-1]

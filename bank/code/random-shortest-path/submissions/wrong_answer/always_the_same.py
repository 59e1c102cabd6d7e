class PathSampler:
    def __init__(self, graph, start, goal):
        before = {start: None}
        queue = [start]
        for node in queue:
            for other in graph[node]:
                if other not in before:
                    before[other] = node
                    queue.append(other)
        self.path = []
        node = goal if goal in before else None
        while node is not None:
            self.path.append(node)
            node = before[node]
        self.path.reverse()

    def draw(self):
        return self.path

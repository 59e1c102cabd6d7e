from bisect import bisect_right
from itertools import accumulate
from random import random


class PathSampler:
    """Counts ways from the start, level by level, then draws backwards from the goal."""

    def __init__(self, graph: list[list[int]], start: int, goal: int):
        self.start, self.goal = start, goal
        steps, ways = {start: 0}, {start: 1}
        self.before: dict[int, list[int]] = {start: []}
        queue = [start]
        for node in queue:
            for other in set(graph[node]):
                if other not in steps:
                    steps[other], ways[other], self.before[other] = steps[node] + 1, 0, []
                    queue.append(other)
                if steps[other] == steps[node] + 1:
                    ways[other] += ways[node]
                    self.before[other].append(node)
        # Where the shares of the nodes before end, on a line from 0 to 1.
        self.ends = {
            node: [end / ways[node] for end in accumulate(ways[b] for b in nodes_before)]
            for node, nodes_before in self.before.items()
        }

    def draw(self) -> list[int]:
        if self.goal not in self.before:
            return []
        path = [self.goal]
        while path[-1] != self.start:
            choices = self.before[path[-1]]
            if len(choices) == 1:
                path.append(choices[0])
            else:
                path.append(choices[bisect_right(self.ends[path[-1]], random())])
        return path[::-1]

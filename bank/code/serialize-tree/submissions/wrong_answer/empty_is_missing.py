import json
from collections import deque


class Codec:
    def serialize(self, root: TreeNode | None) -> str:
        entries = []
        queue = deque([root])
        while queue:
            node = queue.popleft()
            entries.append(node.val if node else None)
            if node:
                queue.append(node.left)
                queue.append(node.right)
        return json.dumps(entries)

    def deserialize(self, text: str) -> TreeNode | None:
        nodes = [TreeNode(entry) if entry else None for entry in json.loads(text)]
        children = iter(nodes)
        root = next(children)
        for node in nodes:
            if node:
                node.left = next(children, None)
                node.right = next(children, None)
        return root

import json
from collections import deque


class Codec:
    """Level by level as a JSON list, null for a missing child."""

    def serialize(self, root: TreeNode | None) -> str:
        entries = []
        queue = deque([root])
        while queue:
            node = queue.popleft()
            if node is None:
                entries.append(None)
                continue
            entries.append(node.val)
            queue.append(node.left)
            queue.append(node.right)
        return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))

    def deserialize(self, text: str) -> TreeNode | None:
        nodes = [None if entry is None else TreeNode(entry) for entry in json.loads(text)]
        children = iter(nodes)
        root = next(children)
        for node in nodes:
            if node is not None:
                node.left = next(children)
                node.right = next(children)
        return root

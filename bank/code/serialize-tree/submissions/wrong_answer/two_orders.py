import json


class Codec:
    def serialize(self, root: TreeNode | None) -> str:
        before, between = [], []

        def walk(node):
            if node is not None:
                before.append(node.val)
                walk(node.left)
                between.append(node.val)
                walk(node.right)

        walk(root)
        return json.dumps([before, between])

    def deserialize(self, text: str) -> TreeNode | None:
        before, between = json.loads(text)

        def build(before, between):
            if not before:
                return None
            middle = between.index(before[0])
            left = build(before[1 : middle + 1], between[:middle])
            right = build(before[middle + 1 :], between[middle + 1 :])
            return TreeNode(before[0], left, right)

        return build(before, between)

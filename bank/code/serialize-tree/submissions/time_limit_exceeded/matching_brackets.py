class Codec:
    """A node is [text left right] in brackets, a missing one is empty brackets."""

    def serialize(self, root: TreeNode | None) -> str:
        pieces = []
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                pieces.append(node)
            elif node is None:
                pieces.append("[]")
            else:
                text = node.val
                for special in "\\[]":
                    text = text.replace(special, "\\" + special)
                pieces.append("[=" + text)
                waiting += ["]", node.right, node.left]
        return "".join(pieces)

    def deserialize(self, text: str) -> TreeNode | None:
        above = TreeNode("")
        waiting = [(above, "left", 0, len(text))]
        while waiting:
            parent, side, start, end = waiting.pop()
            if end - start == 2:
                continue
            middle, value = self.value(text, start + 2)
            node = TreeNode(value)
            setattr(parent, side, node)
            split = self.closing(text, middle) + 1
            waiting.append((node, "left", middle, split))
            waiting.append((node, "right", split, end - 1))
        return above.left

    def value(self, text: str, at: int) -> tuple[int, str]:
        letters = []
        while text[at] != "[":
            if text[at] == "\\":
                at += 1
            letters.append(text[at])
            at += 1
        return at, "".join(letters)

    def closing(self, text: str, at: int) -> int:
        depth = 0
        while True:
            if text[at] == "\\":
                at += 1
            elif text[at] == "[":
                depth += 1
            elif text[at] == "]":
                depth -= 1
                if depth == 0:
                    return at
            at += 1

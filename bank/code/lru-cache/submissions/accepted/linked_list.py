class Node:
    """An entry, linked to its neighbours in order of use."""

    __slots__ = ("key", "value", "staler", "fresher")

    def __init__(self, key: int = 0, value: int = 0):
        self.key = key
        self.value = value
        self.staler = self
        self.fresher = self


class LruCache:
    """A map from key to node, and a ring of nodes closed by one sentinel."""

    def __init__(self, capacity: int):
        self.capacity = capacity
        self.nodes: dict[int, Node] = {}
        # The sentinel's fresher neighbour is the stalest entry, its staler one the freshest.
        self.ring = Node()

    def get(self, key: int) -> int | None:
        node = self.nodes.get(key)
        if node is None:
            return None
        self._unlink(node)
        self._link_freshest(node)
        return node.value

    def put(self, key: int, value: int) -> None:
        node = self.nodes.get(key)
        if node is None:
            if len(self.nodes) == self.capacity:
                stalest = self.ring.fresher
                self._unlink(stalest)
                del self.nodes[stalest.key]
            node = self.nodes[key] = Node(key)
        else:
            self._unlink(node)
        node.value = value
        self._link_freshest(node)

    def _unlink(self, node: Node) -> None:
        node.staler.fresher = node.fresher
        node.fresher.staler = node.staler

    def _link_freshest(self, node: Node) -> None:
        node.staler, node.fresher = self.ring.staler, self.ring
        node.staler.fresher = node
        self.ring.staler = node

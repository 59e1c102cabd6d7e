

# An answer to a question, on the inputs that the question's growth.py makes.


class TreeNode:
    """A node of a binary tree."""

    def __init__(self, val=0, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right


class ListNode:
    """A node of a singly linked list."""

    def __init__(self, val=0, next=None):
        self.val = val
        self.next = next


def argument(ty, value):
    """Makes the argument of a type from JSON."""
    if isinstance(ty, str):
        return float(value) if ty == "float" else copied(value)
    kind, inner = ty
    if kind == "list":
        return [argument(inner, item) for item in value]
    if kind == "matrix":
        return [[argument(inner, item) for item in row] for row in value]
    if kind == "optional":
        return None if value is None else argument(inner, value)
    if kind == "tree":
        return tree(inner, value)
    head = None
    for item in reversed(value):
        head = ListNode(argument(inner, item), head)
    return head


def tree(inner, entries):
    """Builds a tree from its entries level by level."""
    if not entries or entries[0] is None:
        return None
    rest = iter(entries)
    root = TreeNode(argument(inner, next(rest)))
    for node in (level := [root]):
        for side in ("left", "right"):
            entry = next(rest, None)
            if entry is not None:
                child = TreeNode(argument(inner, entry))
                setattr(node, side, child)
                level.append(child)
    return root


def copied(value):
    return [copied(item) for item in value] if type(value) is list else value


class Question(Measured):
    """The answer: a function, a class whose methods are called in order, or a way there and back."""

    GIVEN = {"TreeNode": TreeNode, "ListNode": ListNode}
    FLAGS = annotations.compiler_flag

    def __init__(self, config):
        self.form, self.spec = config["form"], config["spec"]
        if config["mode"] in ("make", "make_few"):
            self.made_by, self.inputs = config["make"], config["inputs"]
            NAMES.add(self.inputs)
            sys.path.append(SCRATCH)
            maker = self.executed(self.compiled(self.inputs), "growth", self.inputs)
            self.make = self.function(maker, self.made_by, self.inputs)
        else:
            super().__init__(config)

    def checked(self, made, place):
        """Brings an input into the form of an `.in` file; calls into what is prepared and measured."""
        try:
            made = json.loads(json.dumps(made))
        except (TypeError, ValueError, RecursionError) as error:
            raise Refused("%s returned what is no JSON: %s" % (place, words(error))) from None
        if self.form == "round_trip":
            return made
        if self.form == "function":
            wanted = len(self.spec["parameters"])
            if type(made) is not list or len(made) != wanted:
                raise Refused("%s returned no list of %d arguments" % (place, wanted))
            return made
        apart = type(made) is dict and set(made) == {"prepare", "measure"}
        prepare, measure = (made["prepare"], made["measure"]) if apart else ([], made)
        if not (type(prepare) is type(measure) is list and measure and (prepare or not apart)):
            raise Refused(
                'return a list of calls, or {"prepare": [calls], "measure": [calls]}; %s did not'
                % place
            )
        for index, call in enumerate(prepare + measure):
            known = self.spec["methods"].get(call[0]) if index else [self.spec["constructor"]]
            if known is None or len(call) not in (2, 3) or len(call[1]) != len(known[0]):
                raise Refused("%s returned a call that does not fit: number %d" % (place, index + 1))
        return [apart, prepare, measure]

    @staticmethod
    def as_json(made):
        return json.dumps(made, separators=(",", ":"))

    def share(self, made):
        if self.form != "class" or not made[0]:
            return 1
        return max(1, sum(call[2] if len(call) == 3 else 1 for call in made[2]))

    def ready(self, made):
        found = self.fresh()
        if self.form == "function":
            return found, self.arguments(self.spec["parameters"], made)
        if self.form == "round_trip":
            value = argument(self.spec["value"], made)
            return self.there_and_back, (found(), self.spec["encode"], self.spec["decode"], value)
        _, prepare, measure = made
        if not prepare:
            return self.call_all, (found, *self.steps(measure))
        constructor, steps = self.steps(prepare)
        built = self.call_all(found, constructor, steps)
        methods = [(getattr(built, n), a, t) for n, a, t in self.steps(measure, 0)[1]]
        return self.call_each, (methods,)

    def whole(self, made):
        if self.form != "class":
            return self.ready(made)
        return self.call_all, (self.fresh(), *self.steps(made[1] + made[2]))

    @staticmethod
    def arguments(types, values):
        return tuple([argument(ty, value) for ty, value in zip(types, values)])

    def steps(self, calls, first=1):
        """The constructor's arguments, and the other calls."""
        constructor = self.arguments(self.spec["constructor"], calls[0][1]) if first else None
        steps = []
        for call in calls[first:]:
            types, times = self.spec["methods"][call[0]][0], call[2] if len(call) == 3 else 1
            steps.append((call[0], self.arguments(types, call[1]), times))
        return constructor, steps

    # What follows is measured; results go as they come.

    @staticmethod
    def call_all(found, constructor, steps):
        built = found(*constructor)
        for name, arguments, times in steps:
            method = getattr(built, name)
            for _ in range(times):
                method(*arguments)
        return built

    @staticmethod
    def call_each(methods):
        for method, arguments, times in methods:
            for _ in range(times):
                method(*arguments)

    @staticmethod
    def there_and_back(codec, encode, decode, value):
        return getattr(codec, decode)(getattr(codec, encode)(value))

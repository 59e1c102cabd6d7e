"""Runs a lock in every order in which its threads' instructions can come, and looks for harm.

A state is the memory and, for each thread, where it stands, its registers, the rounds that it has
left and its stores that the memory has not seen. Instructions that touch registers alone are part
of the step before them: nobody else can tell when they happen.
"""

WORDS = {"m0": 0, "m1": 1, "m2": 2, "m3": 3}
DATA = 4
REGISTERS = {"r0": 0, "r1": 1, "r2": 2, "r3": 3}
SHAPES = {
    "load": "rm",
    "store": "mv",
    "swap": "rmv",
    "cas": "rmvv",
    "add": "rmv",
    "set": "rv",
    "plus": "rv",
    "jump": "t",
    "jump_eq": "rvt",
    "jump_ne": "rvt",
    "fence": "",
}
LOCAL = ("set", "plus", "jump", "jump_eq", "jump_ne")
ATOMIC = ("swap", "cas", "add")
MOST_INSTRUCTIONS = 12
MOST_LOCAL = 40
MOST_STATES = 60_000

ACQUIRE, ENTERED, READ, RELEASE, DONE = range(5)
NAMES = ("acquire", "release")


def value_of(word, place):
    """A number from 0 to 15, or a register as a negative number."""
    if word in REGISTERS:
        return -1 - REGISTERS[word]
    if word.isascii() and word.isdigit() and len(word) <= 2 and int(word) <= 15:
        return int(word)
    raise ValueError(f"{place}: “{word[:20]}” is neither r0 to r3 nor a number from 0 to 15")


def operand(kind, word, length, place):
    """One operand of an instruction."""
    if kind == "r":
        if word not in REGISTERS:
            raise ValueError(f"{place}: “{word[:20]}” is not one of r0 to r3")
        return REGISTERS[word]
    if kind == "m":
        if word not in WORDS:
            raise ValueError(f"{place}: “{word[:20]}” is not one of m0 to m3")
        return WORDS[word]
    if kind == "t":
        if not (word.isascii() and word.isdigit() and len(word) <= 2 and int(word) <= length):
            raise ValueError(f"{place}: it jumps to “{word[:20]}”; there is 0 to {length}")
        return int(word)
    return value_of(word, place)


def parsed(name, lines, offers):
    """The instructions of one list."""
    if len(lines) > MOST_INSTRUCTIONS:
        raise ValueError(f"your {name} has {len(lines)} instructions; 12 are the most")
    program = []
    for number, line in enumerate(lines):
        place = f"your {name}, instruction {number}"
        words = line.split() if len(line) <= 60 else []
        if not words or words[0] not in SHAPES:
            raise ValueError(f"{place}: “{line[:30]}” is not an instruction")
        shape = SHAPES[words[0]]
        if words[0] in ATOMIC and words[0] not in offers:
            raise ValueError(f"{place}: this machine has no {words[0]}")
        if len(words) - 1 != len(shape):
            raise ValueError(f"{place}: {words[0]} takes {len(shape)} operands")
        operands = [operand(k, w, len(lines), place) for k, w in zip(shape, words[1:])]
        program.append((words[0], *operands))
    return program


class Machine:
    """The machine, one lock and what is demanded of it."""

    def __init__(self, programs, threads, delayed, fair):
        self.programs = programs
        self.threads = threads
        self.delayed = delayed
        self.fair = fair
        self.rounds = {2: 3, 3: 2, 4: 1}[threads]

    def start(self):
        """Memory, threads, and for each thread who began after it had taken its place."""
        thread = self.settled((ACQUIRE, 0, (0, 0, 0, 0), self.rounds, (), 0))
        return (0,) * 5, (thread,) * self.threads, (None,) * self.threads

    def settled(self, thread):
        """Runs a thread on through what touches registers alone, and from list to list."""
        phase, at, registers, rounds, pending, read = thread
        for _ in range(MOST_LOCAL):
            if phase not in (ACQUIRE, RELEASE):
                return phase, at, registers, rounds, pending, read
            program = self.programs[0 if phase == ACQUIRE else 1]
            if at == len(program):
                if phase == ACQUIRE:
                    return ENTERED, 0, registers, rounds, pending, 0
                rounds -= 1
                phase, at = (ACQUIRE, 0) if rounds else (DONE, 0)
                if phase == ACQUIRE:
                    return phase, at, registers, rounds, pending, 0
                continue
            name, *operands = program[at]
            if name not in LOCAL:
                return phase, at, registers, rounds, pending, read
            if name == "jump":
                at = operands[0]
                continue
            register, value = operands[:2]
            value = value if value >= 0 else registers[-1 - value]
            if name in ("set", "plus"):
                value += registers[register] if name == "plus" else 0
                registers = (*registers[:register], value % 16, *registers[register + 1 :])
                at += 1
            elif (registers[register] == value) == (name == "jump_eq"):
                at = operands[2]
            else:
                at += 1
        raise ValueError(f"your {NAMES[phase == RELEASE]} goes round without looking at memory")

    def steps(self, state):
        """Every state that can come next: who moves, whether it writes while waiting, the state."""
        memory, threads, places = state
        for who, thread in enumerate(threads):
            for at, (word, value) in enumerate(thread[4]):
                # Stores to one word stay in order; those to others may overtake each other.
                if all(other != word for other, _ in thread[4][:at]):
                    rest = (*thread[4][:at], *thread[4][at + 1 :])
                    moved = (*thread[:4], rest, thread[5])
                    after = (*memory[:word], value, *memory[word + 1 :])
                    yield -1, False, (after, put(threads, who, moved), places)
            if thread[0] != DONE:
                step = self.step(memory, thread)
                if step is not None:
                    writes, after, moved = step
                    marked = self.marked(places, who, thread, moved, writes)
                    yield who, writes, (after, put(threads, who, moved), marked)

    def step(self, memory, thread):
        """One instruction that others can see; nothing where it must wait."""
        phase, at, registers, rounds, pending, read = thread
        if phase == ENTERED:
            seen = look(memory, pending, DATA)
            return False, memory, (READ, 0, registers, rounds, pending, seen)
        if phase == READ:
            memory, pending = self.store(memory, pending, DATA, (read + 1) % 16)
            thread = (RELEASE, 0, registers, rounds, pending, 0)
            return False, memory, self.settled(thread)
        name, *operands = self.programs[0 if phase == ACQUIRE else 1][at]
        worth = [v if v >= 0 else registers[-1 - v] for v in operands]
        writes = phase == ACQUIRE and name not in ("load", "fence")
        if name == "fence":
            if pending:
                return None
        elif name == "load":
            registers = with_register(registers, operands[0], look(memory, pending, operands[1]))
        elif name == "store":
            memory, pending = self.store(memory, pending, operands[0], worth[1])
        else:
            word = operands[1]
            if any(other == word for other, _ in pending):
                return None
            old = memory[word]
            if name == "swap":
                new, result = worth[2], old
            elif name == "add":
                new, result = (old + worth[2]) % 16, old
            else:
                result = int(old == worth[2])
                new = worth[3] if result else old
            memory = (*memory[:word], new, *memory[word + 1 :])
            registers = with_register(registers, operands[0], result)
        return writes, memory, self.settled((phase, at + 1, registers, rounds, pending, read))

    def store(self, memory, pending, word, value):
        """A store, seen at once or delayed."""
        if self.delayed:
            return memory, (*pending, (word, value))
        return (*memory[:word], value, *memory[word + 1 :]), pending

    def marked(self, places, who, before, after, writes):
        """Who began after a thread had taken its place, by its first write of an acquire."""
        if not self.fair:
            return places
        if before[0] == ACQUIRE and before[1] == 0:
            # A beginning: everybody who has taken a place already comes first.
            places = tuple(
                later | {who} if later is not None and other != who else later
                for other, later in enumerate(places)
            )
        if writes and places[who] is None:
            places = put(places, who, frozenset())
        if after[0] == ENTERED and before[0] == ACQUIRE:
            overtaken = any(
                later is not None and who in later
                for other, later in enumerate(places)
                if other != who
            )
            if overtaken:
                raise ValueError(
                    "a thread took its place in your acquire, and one that began later came first"
                )
            places = put(places, who, None)
            places = tuple(
                later - {who} if later is not None else None for later in places
            )
        return places


def look(memory, pending, word):
    """What a thread sees: its own latest store, else the memory."""
    for other, value in reversed(pending):
        if other == word:
            return value
    return memory[word]


def put(items, at, item):
    """A tuple with one item replaced."""
    return (*items[:at], item, *items[at + 1 :])


def with_register(registers, at, value):
    """Registers with one replaced."""
    return put(registers, at, value)


def inside(state):
    """How many threads hold the lock."""
    return sum(thread[0] in (ENTERED, READ) for thread in state[1])


def explored(machine):
    """Every state that can be reached, with its steps."""
    start = machine.start()
    graph, waiting = {}, [start]
    numbers = {start: 0}
    while waiting:
        state = waiting.pop()
        if inside(state) > 1:
            raise ValueError("two threads hold the lock at once")
        edges = []
        for who, writes, after in machine.steps(state):
            if after not in numbers:
                if len(numbers) >= MOST_STATES:
                    raise ValueError("your lock has too many states to try; write it shorter")
                numbers[after] = len(numbers)
                waiting.append(after)
            edges.append((who, writes, numbers[after]))
        graph[numbers[state]] = (state, edges)
    return graph


def check_ends(machine, graph):
    """From every state all threads can get done, and no count was lost."""
    comes_from = {number: [] for number in graph}
    ends = []
    for number, (state, edges) in graph.items():
        for _, _, after in edges:
            comes_from[after].append(number)
        if not edges:
            if any(thread[0] != DONE for thread in state[1]):
                raise ValueError("all threads wait and nobody can go on")
            if state[0][DATA] != machine.threads * machine.rounds:
                raise ValueError(
                    "a count was lost: a thread entered before it could see what the one before "
                    "it had stored"
                )
            ends.append(number)
    reached, waiting = set(ends), ends
    while waiting:
        for before in comes_from[waiting.pop()]:
            if before not in reached:
                reached.add(before)
                waiting.append(before)
    if len(reached) < len(graph):
        raise ValueError("threads can come to a point from which they wait for ever")


def check_quiet(graph):
    """While one thread holds the lock, no waiting thread can go on writing."""
    def still(number):
        state, edges = graph[number]
        if not inside(state):
            return []
        return [
            (writes, after)
            for who, writes, after in edges
            if who >= 0 and state[1][who][0] == ACQUIRE and inside(graph[after][0])
        ]

    # A component is left once all of it is known: whoever is in the same one can come back.
    index, low, stack, on_stack, component = {}, {}, [], set(), {}
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(still(root)))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            number, rest = work[-1]
            for _, after in rest:
                if after not in index:
                    index[after] = low[after] = len(index)
                    stack.append(after)
                    on_stack.add(after)
                    work.append((after, iter(still(after))))
                    break
                if after in on_stack:
                    low[number] = min(low[number], index[after])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[number])
                if low[number] == index[number]:
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        component[member] = number
                        if member == number:
                            break
    for number in graph:
        for writes, after in still(number):
            if writes and component[number] == component[after]:
                raise ValueError("a waiting thread writes again and again while the lock is held")


def check(given, answer, output):
    """Explores the lock that was handed in."""
    threads, offers, demands, delayed = given
    if len(output) != 2:
        raise ValueError(f"expected two lists, acquire and release; you gave {len(output)}")
    programs = [parsed(name, lines, offers) for name, lines in zip(NAMES, output)]
    machine = Machine(programs, threads, delayed, "fair" in demands)
    graph = explored(machine)
    check_ends(machine, graph)
    if "quiet" in demands:
        check_quiet(graph)

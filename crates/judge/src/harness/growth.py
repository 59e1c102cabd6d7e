"""Measures how a function's cost grows: the clock and the memory natively, or instructions.

Argument: a JSON object with `mode` (a function below), `entry` and `source` (the
function and its file), `make` and `inputs` (the maker of inputs and its file), and `seconds`, the
processor time to spend; with `form` and `spec` for an answer to a question. Facts go to file
descriptor 3, one JSON value to a line, as they are found: whoever ends this process keeps what was
told before. `clock` leaves inputs in `inputs.pickle` for `count`, which runs under callgrind and
asks it for counts by the requests that valgrind answers, and leaves what callgrind wrote of every
call in `functions`; `brief` counts at sizes of its own. `make` leaves inputs in `inputs` as JSON,
for a program in another language.
"""

from __future__ import annotations

import gc
import itertools
import json
import math
import os
import pickle
import resource
import signal
import sys
import time

SCRATCH = "/scratch"
SITE = "/runtime/site"
KEPT = SCRATCH + "/inputs.pickle"
MADE = SCRATCH + "/inputs"
DUMP = SCRATCH + "/counts"
FUNCTIONS = SCRATCH + "/functions"

SMALLEST = (4, 8, 16, 2, 1, 32, 64)
LARGEST = 1 << 16
# Larger inputs at sizes up to 64, pickled, grow too fast to be measured by their size.
MOST_EARLY = 4 << 20
# Inputs larger than this, pickled, are neither kept nor handed on.
MOST_PICKLED = 8 << 20
MOST_HANDED_ON = 40 << 20
# A call this long ends the search for larger sizes, and one this long is interrupted.
LONG_ENOUGH = 0.016
TOO_LONG = 0.4
TOO_LONG_AT_FIRST = 1.5
# So that asking for too much is an error here rather than the end of the process.
MOST_MEMORY = 640 << 20
# Shorter calls are timed together.
BATCH_SECONDS = 40e-6
# What making the inputs of those may take.
BATCH_COPY_SECONDS = 0.01
MOST_SIZES = 16
# On a busy machine each part of a measurement is cut short after so long on the clock.
HURRY_SECONDS = 9.0
# The largest size over the smallest, where there is the choice.
SPAN = 160
SEEDS = (1, 2, 3, 4, 5, 6, 7, 8)
# Where nothing says what a call costs.
BRIEF_SIZES = tuple(round(8 * 1.6**step) for step in range(16))
# Every small size, for what grows by a factor with each; then two to an octave, none of them near a
# power of two, where vectors and tables are about to grow and one call pays for all before.
MADE_SIZES = (*range(4, 25), *(round(1.2 * 2 ** (half / 2)) for half in range(9, 32)))
MOST_MADE = 12 << 20
# One native second costs about this many instructions, and callgrind does this many in one.
NATIVE_RATE = 15e9
COUNT_RATE = 120e6
# Whether the machine counts, and not callgrind; how many times longer a call takes meanwhile.
BY_MACHINE = "ONSITE_COUNTER" in os.environ
SLOWER = 1.0 if BY_MACHINE else NATIVE_RATE / COUNT_RATE


STARTED = time.monotonic()


def hurried(share=1.0):
    """Whether that share of the patience is used up."""
    return time.monotonic() - STARTED > share * HURRY_SECONDS


class TooLong(BaseException):
    """A call was interrupted."""


class Refused(Exception):
    """What was handed in cannot be measured: which part, and why."""


class TooFast(Refused):
    """Inputs that grow much faster than their size."""


def tell(**fact):
    data = (json.dumps(fact) + "\n").encode("ascii")
    while data:
        data = data[os.write(3, data) :]


def words(error):
    """What was raised, and where in the files that were handed in."""
    text = type(error).__name__
    try:
        said = error.msg if isinstance(error, SyntaxError) else str(error)
        text = "%s: %s" % (text, said) if said else text
    except BaseException:
        pass
    trace, line, name = error.__traceback__, None, ""
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in NAMES:
            name, line = file, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename in NAMES:
        name, line = error.filename, error.lineno
    return text[:600] if line is None else "%s (%s, line %d)" % (text[:600], name, line or 0)


NAMES = set()


class Within:
    """Interrupts a call after so much processor time, or three times that on the clock."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        signal.setitimer(signal.ITIMER_PROF, self.seconds, 0.05)
        signal.setitimer(signal.ITIMER_REAL, 3 * self.seconds, 0.05)

    def __exit__(self, *_):
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def interrupt(_number, frame):
    """Interrupts what was handed in, and never what measures it."""
    while frame is not None:
        if frame.f_code.co_filename in NAMES:
            raise TooLong
        frame = frame.f_back


class Measured:
    """The function and the maker of its inputs, each in its module."""

    # Names that a module finds when it is executed, and flags it is compiled with.
    GIVEN = {}
    FLAGS = 0

    def __init__(self, config):
        self.entry, self.made_by = config["entry"], config["make"]
        self.source, self.inputs = config["source"], config["inputs"]
        NAMES.update((self.source, self.inputs))
        sys.path.append(SCRATCH)
        self.code = self.compiled(self.source)
        stem = self.source[:-3] if self.source.endswith(".py") else self.source
        if self.source == self.inputs:
            self.maker = self.executed(self.code, stem, self.source)
            self.shared = self.maker
        else:
            maker = self.inputs[:-3] if self.inputs.endswith(".py") else self.inputs
            self.maker = self.executed(self.compiled(self.inputs), maker, self.inputs)
            self.shared = sys.modules.get(stem)
        self.stem = stem
        self.make = self.function(self.maker, self.made_by, self.inputs)
        start = time.process_time()
        self.fresh()
        # One that takes long to execute is executed once, and so is one whose classes the inputs
        # are made of.
        if self.shared is None and time.process_time() - start > 0.003:
            self.shared = self.executed(self.code, stem, self.source)

    @classmethod
    def compiled(cls, name):
        with open(os.path.join(SCRATCH, name), "rb") as file:
            source = file.read()
        try:
            return compile(source, name, "exec", cls.FLAGS, True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise Refused("%s cannot be read as Python: %s" % (name, words(error))) from None

    @classmethod
    def executed(cls, code, stem, name):
        module = type(sys)(stem)
        module.__file__ = os.path.join(SCRATCH, name)
        module.__dict__.update(cls.GIVEN)
        known = stem in sys.modules and not stem.startswith("_")
        if not known:
            sys.modules[stem] = module
        try:
            with Within(TOO_LONG_AT_FIRST):
                exec(code, module.__dict__)
        except TooLong:
            raise Refused("%s does not finish loading" % name) from None
        except BaseException as error:
            raise Refused("%s cannot be loaded: %s" % (name, words(error))) from None
        return module

    @staticmethod
    def function(module, name, file):
        found = getattr(module, name, None)
        if found is None:
            known = [k for k, v in vars(module).items() if callable(v) and not k.startswith("_")]
            hint = "; it defines %s" % ", ".join(known[:8]) if known else ""
            raise Refused("%s defines no function %s%s" % (file, name, hint))
        if not callable(found):
            raise Refused("%s in %s is not a function" % (name, file))
        return found

    def fresh(self):
        """The function as if it had never been called: nothing kept from an earlier call."""
        if self.shared is not None:
            return self.function(self.shared, self.entry, self.source)
        module = type(sys)(self.stem)
        module.__file__ = os.path.join(SCRATCH, self.source)
        module.__dict__.update(self.GIVEN)
        sys.modules[self.stem] = module
        try:
            exec(self.code, module.__dict__)
        except BaseException as error:
            message = "%s cannot be loaded: %s" % (self.source, words(error))
            raise Refused(message) from None
        return self.function(module, self.entry, self.source)

    def input(self, n, seed):
        """Makes the arguments for one call."""
        place = "%s(%d, %d) of %s" % (self.made_by, n, seed, self.inputs)
        try:
            made = self.make(n, seed)
        except (TooLong, MemoryError):
            raise
        except BaseException as error:
            raise Refused("%s raised %s" % (place, words(error))) from None
        return self.checked(made, place)

    @staticmethod
    def checked(made, place):
        """Refuses what are no arguments."""
        if type(made) is not tuple:
            raise Refused(
                "%s returned %s; return the tuple of the arguments, as in `return (values,)`"
                % (place, type(made).__name__)
            )
        return made

    def ready(self, made):
        """What is called, and with what, when time is measured."""
        return self.fresh(), made

    def whole(self, made):
        """What is called, and with what, when memory is measured."""
        return self.fresh(), made

    @staticmethod
    def share(_made):
        """By how many calls a cost is divided."""
        return 1


class Inputs:
    """The inputs of one size and seed: kept pickled where that gives the same back."""

    def __init__(self, measured):
        self.measured = measured
        self.kept = {}

    def prepare(self, n, seed):
        """Makes an input and returns it with what making took."""
        start = time.thread_time()
        made = self.measured.input(n, seed)
        took = time.thread_time() - start
        try:
            text = pickle.dumps(made, -1)
            if n <= 64 and len(text) > MOST_EARLY:
                raise TooFast(
                    "the inputs of %s grow too fast: that of %s(%d, %d) has %d bytes; "
                    "the input's size should be near n"
                    % (self.measured.inputs, self.measured.made_by, n, seed, len(text))
                )
            if len(text) <= MOST_PICKLED:
                pickle.loads(text)
                self.kept[n, seed] = text
        except BaseException as error:
            if isinstance(error, (TooLong, Refused, MemoryError)):
                raise
        return made, took

    def __call__(self, n, seed):
        text = self.kept.get((n, seed))
        return self.measured.input(n, seed) if text is None else pickle.loads(text)


# Natively: sizes, clock, memory.


class Clock:
    def __init__(self, measured, seconds):
        self.measured = measured
        self.inputs = Inputs(measured)
        self.seconds = seconds
        self.cost = {}
        self.copy = {}
        self.begun = time.process_time()

    def once(self, n, seed, limit):
        """Probes one size: tells what it is about to do, for it may never come back."""
        tell(trying="make", n=n)
        try:
            with Within(limit):
                made, took = self.inputs.prepare(n, seed)
        except TooLong:
            return "make"
        except MemoryError:
            return "make"
        tell(trying="call", n=n)
        try:
            with Within(limit):
                start = time.thread_time()
                function, arguments = self.measured.ready(made)
                took += time.thread_time() - start
                start = time.thread_time()
                result = function(*arguments)
                cost = time.thread_time() - start
        except TooLong:
            return "call"
        except MemoryError:
            return "memory"
        except Refused:
            raise
        except BaseException as error:
            self.raised = "%s(…) of %s raised %s on the input for n = %d" % (
                self.measured.entry, self.measured.source, words(error), n,
            )
            return "raised"
        del result
        self.cost[n] = max(cost, 1e-7)
        self.copy[n] = max(took, 1e-6)
        return None

    def first(self):
        """The smallest size that can be measured."""
        refused, stopped = None, None
        for n in SMALLEST:
            try:
                stopped = self.once(n, 1, TOO_LONG_AT_FIRST)
            except Refused as error:
                refused = refused or error
                continue
            if stopped is None:
                return n
            if stopped == "make":
                raise Refused(
                    "%s(%d, 1) of %s took more than %.1f s: it never returns, or grows too fast"
                    % (self.measured.made_by, n, self.measured.inputs, TOO_LONG_AT_FIRST)
                )
            if stopped != "raised":
                break
        if refused is not None:
            raise refused
        if stopped == "raised":
            raise Refused(self.raised)
        why = "needs more memory than there is" if stopped == "memory" else (
            "did not return within %.1f s" % TOO_LONG_AT_FIRST)
        raise Refused(
            "%s(…) of %s %s at n = %d, the smallest size"
            % (self.measured.entry, self.measured.source, why, n)
        )

    def explore(self):
        """Goes up to the largest size worth measuring; never far beyond what it can foresee."""
        n = self.first()
        # The first call of all pays for what later ones find ready.
        self.once(n, 1, TOO_LONG_AT_FIRST)
        spent_limit = 0.35 * self.seconds
        before, stopped = None, None
        while n < LARGEST:
            if self.cost[n] >= LONG_ENOUGH or self.copy[n] >= 4 * LONG_ENOUGH:
                break
            late = time.process_time() - self.begun > spent_limit or hurried(0.6)
            if late and len(self.cost) >= 6:
                break
            step = self.step(before, n)
            if step is None:
                break
            try:
                stopped = self.once(step, 1, TOO_LONG)
            except Refused as error:
                if len(self.cost) < 4 or isinstance(error, TooFast):
                    raise
                tell(note=str(error))
                break
            if stopped is not None:
                if stopped == "raised" and len(self.cost) < 4:
                    raise Refused(self.raised)
                if stopped == "raised":
                    tell(note=self.raised)
                # One that was interrupted may have been an unlucky seed; a smaller step tells.
                smaller = n + max(1, (step - n) // 3)
                if smaller == step or smaller in self.cost or stopped in ("raised", "memory"):
                    break
                if stopped == "make":
                    break
                if self.once(smaller, 1, TOO_LONG) is not None:
                    break
                break
            before, n = n, step
        if stopped == "make" and step <= 64:
            raise TooFast(
                "the inputs of %s grow too fast: %s(%d, 1) took more than %.1f s or all memory; "
                "the input's size should be near n"
                % (self.measured.inputs, self.measured.made_by, step, TOO_LONG)
            )

    def step(self, before, n):
        """The next size: the largest of a few whose cost can be foreseen and borne."""
        if before is None:
            return n + max(1, n // 2)
        low, high = self.cost[before], self.cost[n]
        ratio = max(high / low, 1.0)
        # Below some microseconds costs are noise.
        if high < 20e-6:
            ratio = min(ratio, 4.0)
        for factor in (2.0, 1.5, 1.25, 1.12, 1.0):
            after = max(n + 1, int(n * factor))
            foreseen = high * ratio ** min((after - n) / (n - before), 60.0)
            if foreseen <= TOO_LONG / 4:
                return after
        return None

    def ignores_size(self):
        """Whether the inputs are the same whatever the size."""
        texts = [self.inputs.kept.get((n, 1)) for n in sorted(self.cost)]
        return len(texts) >= 4 and None not in texts and len(set(texts)) == 1

    @staticmethod
    def foresee(costs, n):
        """The cost at a size, between the sizes that were probed."""
        known = sorted(costs)
        for low, high in zip(known, known[1:]):
            if low <= n <= high:
                at = math.log(n / low) / math.log(high / low)
                both = math.log(costs[low]), math.log(costs[high])
                return math.exp(both[0] + at * (both[1] - both[0]))
        return costs[known[-1] if n > known[-1] else known[0]]

    def measure(self):
        self.explore()
        if self.ignores_size():
            raise Refused(
                "%s of %s ignores n: it makes the same input whatever the size"
                % (self.measured.made_by, self.measured.inputs)
            )
        sizes = self.sizes()
        tell(sizes=sizes)
        self.hand_on(sizes)
        left = max(0.4 * self.seconds, self.seconds - (time.process_time() - self.begun))
        self.time(sizes, 0.68 * left)
        self.memory(sizes, 0.32 * left)

    def sizes(self):
        # Small sizes tell of constants. Numbers up to 256 are made only once: a single size among
        # them tells less than it blurs.
        low, high = min(self.cost), max(self.cost)
        low = max(low, min(high // SPAN, 300), min(8, high // 8))
        count = min(MOST_SIZES, max(8, round(2 * math.log2(max(high / low, 1))) + 1))
        # Where few sizes can be had, all of them.
        return sorted({round(low * (high / low) ** (i / (count - 1))) for i in range(count)})

    def hand_on(self, sizes):
        """Leaves the inputs that are to be counted, dearest last."""
        kept, total = [], 0
        budget = self.seconds * COUNT_RATE / NATIVE_RATE
        share = budget / len(sizes)
        for n in sizes:
            cost = self.foresee(self.cost, n)
            for seed in SEEDS[: max(2, min(4, int(share / cost)))]:
                if (n, seed) not in self.inputs.kept:
                    try:
                        with Within(TOO_LONG):
                            self.inputs.prepare(n, seed)
                    except (TooLong, Refused, MemoryError):
                        continue
                text = self.inputs.kept.get((n, seed))
                total += len(text or b"")
                if total > MOST_HANDED_ON:
                    break
                kept.append((n, seed, text, cost))
        with open(KEPT, "wb") as file:
            pickle.dump(kept, file, -1)

    def batch(self, n):
        """How many calls are timed together."""
        cost, copy = self.foresee(self.cost, n), self.foresee(self.copy, n)
        return max(1, min(64, int(BATCH_SECONDS / cost), int(BATCH_COPY_SECONDS / copy)))

    def time(self, sizes, seconds):
        def empty(*_):
            return None

        plan = []
        for n in sizes:
            count = self.batch(n)
            seeds = SEEDS[: 3 if count < 4 else 8]
            plan.append((n, count, seeds))
        best, begun, rounds = {}, time.process_time(), 0
        toggle = min(self.region([(empty, (1,))]) for _ in range(200))
        while rounds < 25:
            if rounds >= 3 and time.process_time() - begun > seconds:
                break
            if rounds >= 1 and hurried():
                break
            # One input of every size before another of any, so that no size is left out.
            for place, (n, count, seeds) in itertools.product(range(len(SEEDS)), plan):
                if place >= len(seeds):
                    continue
                late = time.process_time() - begun > 2 * seconds or hurried()
                if late and (rounds, place) > (0, 0):
                    break
                each = [seeds[(place + i) % len(seeds)] for i in range(count)]
                seed = each[0]
                try:
                    with Within(2 * TOO_LONG):
                        inputs = [self.inputs(n, s) for s in each]
                        share = sum(self.measured.share(made) for made in inputs)
                        pairs = [self.measured.ready(made) for made in inputs]
                        spent = self.region(pairs)
                except (TooLong, MemoryError):
                    continue
                except Refused:
                    raise
                except BaseException:
                    continue
                pairs = inputs = None
                spent = max(spent - toggle, 1) / share
                best[n, seed] = min(spent, best.get((n, seed), spent))
            rounds += 1
        for (n, seed), spent in sorted(best.items()):
            tell(clock=spent, n=n, seed=seed)
        tell(rounds=rounds)

    @staticmethod
    def region(pairs):
        """Times the calls alone: neither making nor freeing what they take and give."""
        results = [None] * len(pairs)
        index = 0
        now = time.thread_time_ns
        start = now()
        for function, arguments in pairs:
            results[index] = function(*arguments)
            index += 1
        return now() - start

    def memory(self, sizes, seconds):
        """The peak of what the allocator gave, and of the frames of calls."""
        import tracemalloc

        begun = time.process_time()
        # One seed for all sizes before another, for steps need many sizes to be seen as such.
        for seed in SEEDS[:2]:
            for n in sizes:
                if time.process_time() - begun > (seconds if seed == SEEDS[0] else seconds / 2):
                    break
                if hurried(1.5):
                    return
                try:
                    with Within(2 * TOO_LONG):
                        peak = self.allocated(tracemalloc, n, seed)
                    with Within(4 * TOO_LONG):
                        peak += self.frames(n, seed)
                except (TooLong, MemoryError):
                    break
                except Refused:
                    raise
                except BaseException:
                    continue
                finally:
                    sys.setprofile(None)
                    tracemalloc.stop()
                tell(memory=peak, n=n, seed=seed)

    def allocated(self, tracemalloc, n, seed):
        # The input is traced too, so that giving parts of it back is seen.
        tracemalloc.start(1)
        function, arguments = self.measured.whole(self.inputs(n, seed))
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        result = function(*arguments)
        peak = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
        del result
        return max(peak, 0)

    def frames(self, n, seed):
        function, arguments = self.measured.whole(self.inputs(n, seed))
        state = [0, 0]

        def watch(frame, what, _argument):
            if what == "call":
                code = frame.f_code
                state[0] += 8 * (code.co_nlocals + code.co_stacksize + 12)
                if state[0] > state[1]:
                    state[1] = state[0]
            elif what == "return":
                code = frame.f_code
                state[0] -= 8 * (code.co_nlocals + code.co_stacksize + 12)

        sys.setprofile(watch)
        result = function(*arguments)
        sys.setprofile(None)
        del result
        return state[1]


# Instructions, counted by callgrind or by the machine.


class Valgrind:
    """The requests that callgrind answers, made of the instructions it knows them by."""

    ZERO, DUMP, START, STOP = 0x43540001, 0x43540000, 0x43540004, 0x43540005
    CODE = "4889f831d248c1c70348c1c70d48c1c73d48c1c7334887db4889d0c3"

    def __init__(self):
        import ctypes
        import mmap

        rights = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
        self.page = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, rights)
        self.page.write(bytes.fromhex(self.CODE))
        address = ctypes.addressof(ctypes.c_char.from_buffer(self.page))
        self.call = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p)(address)
        make = ctypes.c_uint64 * 6
        self.blocks = {c: make(c) for c in (self.ZERO, self.DUMP, self.START, self.STOP)}
        self.places = {c: ctypes.addressof(block) for c, block in self.blocks.items()}
        self.dumps = 0

    def start(self):
        self.call(self.places[self.START])

    def count(self, function, arguments):
        """The instructions of one call, with those of asking; its result; what callgrind wrote."""
        call, zero, dump = self.call, self.places[self.ZERO], self.places[self.DUMP]
        call(zero)
        result = function(*arguments)
        call(dump)
        self.dumps += 1
        path = "%s.%d" % (DUMP, self.dumps)
        with open(path, "rb") as file:
            text = file.read()
        os.unlink(path)
        at = text.rfind(b"\nsummary:")
        line = text[at + 9 : text.find(b"\n", at + 1)]
        return int(line), result, text


class Counters:
    """The machine's own counters, which the sandbox reads where it can: asked by a byte, it tells in
    eight how many instructions were run so far."""

    SOCKET = 4

    def start(self):
        pass

    def count(self, function, arguments):
        before = self.now()
        result = function(*arguments)
        return self.now() - before, result, b""

    def now(self):
        os.write(self.SOCKET, b"?")
        return int.from_bytes(os.read(self.SOCKET, 8), sys.byteorder)


def is_counted():
    """Whether anything counts: callgrind does where this runs under it."""
    try:
        return not BY_MACHINE or Counters().now() > 0
    except OSError:
        return False


def count(measured, seconds):
    if not is_counted():
        return
    with open(KEPT, "rb") as file:
        handed = pickle.load(file)
    begun = time.process_time()
    ready = []
    for n, seed, text, cost in handed:
        # Larger ones would not be counted in time.
        if 2 * cost * SLOWER > seconds and len(ready) >= 8:
            break
        if time.process_time() - begun > 0.5 * seconds:
            break
        ready.append((n, seed, measured.input(n, seed) if text is None else pickle.loads(text)))
    # The interpreter fits its code to what it runs; that is over before counting begins.
    warm_until = time.process_time() + 0.1 * seconds
    for n, seed, text, _ in handed[:12]:
        for _ in range(3):
            if time.process_time() < warm_until:
                made = measured.input(n, seed) if text is None else pickle.loads(text)
                function, arguments = measured.ready(made)
                function(*arguments)
    count_all(measured, ready, seconds)


def brief(measured, seconds):
    """Counts at a few sizes, the smallest first, with nothing known of what they cost."""
    begun = time.process_time()
    ready = []
    for n in BRIEF_SIZES:
        for seed in SEEDS[:2]:
            made = measured.input(n, seed)
            ready.append((n, seed, made))
            if n <= BRIEF_SIZES[2]:
                function, arguments = measured.ready(pickle.loads(pickle.dumps(made, -1)))
                function(*arguments)
        if time.process_time() - begun > 0.3 * seconds and len(ready) >= 10:
            break
    count_all(measured, ready, seconds)


def count_all(measured, inputs, seconds):
    """Counts the instructions of each call until the time is up."""
    ready, begun = [], time.process_time()
    for n, seed, made in inputs:
        if time.process_time() - begun > 0.5 * seconds and len(ready) >= 8:
            break
        ready.append((n, seed, measured.share(made), *measured.ready(made)))
    if not ready:
        return
    counter = Counters() if BY_MACHINE else Valgrind()
    gc.collect()
    gc.freeze()
    counter.start()
    toggle = min(counter.count(lambda *_: None, ready[0][4])[0] for _ in range(3))
    begun = time.process_time()
    last = {}
    functions = os.open(FUNCTIONS, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for n, seed, share, function, arguments in ready:
        spent = time.process_time() - begun
        known = sorted(last)
        foreseen = last[known[-1]] * (2.0 if n != known[-1] else 1.0) if known else 0.0
        if (spent + foreseen > seconds or hurried(1.6)) and len(known) >= 3:
            break
        start = time.process_time()
        instructions, result, text = counter.count(function, arguments)
        last[n] = time.process_time() - start
        os.write(functions, b"call %d %d\n" % (n, share) + text)
        tell(count=max(instructions - toggle, 1) / share, n=n, seed=seed)
        del result


# For a program in another language: inputs as JSON, one to a line, with size and seed before it.


def make_few(measured, seconds):
    make_all(measured, seconds, 4096)


def make_all(measured, seconds, largest=LARGEST):
    begun, total, texts = time.process_time(), 0, set()
    with open(MADE, "w", encoding="ascii") as file:
        for n in [n for n in MADE_SIZES if n <= largest]:
            for seed in SEEDS[:3]:
                tell(trying="make", n=n)
                try:
                    with Within(TOO_LONG_AT_FIRST):
                        text = measured.as_json(measured.input(n, seed))
                except TooLong:
                    raise Refused(
                        "%s(%d, %d) of %s took more than %.1f s"
                        % (measured.made_by, n, seed, measured.inputs, TOO_LONG_AT_FIRST)
                    ) from None
                total += len(text)
                if total > MOST_MADE or time.process_time() - begun > seconds or hurried():
                    if n <= 64:
                        raise TooFast(
                            "the inputs of %s grow too fast: at n = %d they have %d bytes; "
                            "the input's size should be near n" % (measured.inputs, n, total)
                        )
                    return
                texts.add(text)
                file.write("%d %d %s\n" % (n, seed, text))
    if len(texts) == 1:
        raise Refused(
            "%s of %s ignores n: it makes the same input whatever the size"
            % (measured.made_by, measured.inputs)
        )


MODES = {"count": count, "brief": brief, "make": make_all, "make_few": make_few}


def main():
    config = json.loads(sys.argv[1])
    del sys.path[0]
    if os.path.isdir(SITE):
        sys.path.append(SITE)
    sys.argv[:] = [config["source"]]
    sys.setrecursionlimit(200_000)
    signal.signal(signal.SIGPROF, interrupt)
    signal.signal(signal.SIGALRM, interrupt)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    gc.disable()
    try:
        measured = Question(config) if "spec" in config else Measured(config)
        if config["mode"] == "clock":
            Clock(measured, config["seconds"]).measure()
        else:
            MODES[config["mode"]](measured, config["seconds"])
    except Refused as error:
        tell(refused=str(error))
    except MemoryError:
        tell(refused="there is not enough memory to measure")
    tell(done=True)
    os._exit(0)

//! Answers that attack what runs them rather than the question. None may be accepted for it, none
//! may keep a verdict from being reached, and whoever comes next is judged as if nothing had been.

use onsite_domain::code::{
    CodeQuestion,
    Language::Python,
    Verdict::{
        self, Accepted, MemoryLimitExceeded, OutputLimitExceeded, RunTimeError, TimeLimitExceeded,
        WrongAnswer,
    },
};

use crate::support::{Trials, code, detail, expect, judged, last_shown, solve};

pub const TRIALS: Trials = &[
    ("builtins", builtins),
    ("stack_frames", stack_frames),
    ("the_collector", the_collector),
    ("modules", modules),
    ("exit_handlers", exit_handlers),
    ("tracing", tracing),
    ("the_result_channel", the_result_channel),
    ("values_that_lie", values_that_lie),
    ("recursion", recursion),
    ("threads_left_running", threads_left_running),
    ("processes_left_running", processes_left_running),
    ("signals", signals),
    ("memory_by_address", memory_by_address),
    ("memory_of_the_case_before", memory_of_the_case_before),
];

const HONEST: &str = "def solve(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
";

fn question() -> CodeQuestion {
    code(
        solve(&[("n", "int")], "int"),
        onsite_domain::code::Checker::Exact,
        &[("[20]", "6765"), ("[30]", "832040")],
    )
}

/// Judges each source, and an honest one after it.
fn refused(sources: &[&str], verdicts: &[Verdict]) {
    let mut question = question();
    if !verdicts.contains(&TimeLimitExceeded) {
        // What ends by itself is not to be ended for a busy machine's sake.
        question.limits.cpu_ms = 8000;
    }
    for source in sources {
        let judged = judged(&question, Python, source);
        let verdict = detail(&judged).verdict;
        assert!(verdicts.contains(&verdict), "{source}\n{judged:#?}");
        expect(&question, Python, HONEST, Accepted);
    }
}

/// What the harness uses after the answer ran, replaced.
fn builtins() {
    refused(
        &[
            "import builtins\nbuiltins.isinstance = lambda *a: True\ndef solve(n): return 'x'",
            "import builtins\nbuiltins.type = lambda *a: int\ndef solve(n): return None",
            "import builtins\nbuiltins.len = builtins.zip = builtins.repr = None\n\
             def solve(n): return -1",
            "import builtins\nbuiltins.hasattr = lambda *a: True\ndef solve(n): return object()",
            "import builtins\nfor name in list(vars(builtins)): delattr(builtins, name)\n\
             def solve(n): return -1",
            "import builtins\nbuiltins.open = lambda *a, **k: None\ndef solve(n): return 1 / 0",
            "import os\nos.write = lambda fd, data: len(data)\ndef solve(n): return 6765",
            "import os\nos._exit = lambda code: None\ndef solve(n): return -1",
            "import os\nwrite = os.write\n\
             os.write = lambda fd, data: write(fd, b'[\"value\",6765]') and len(data)\n\
             def solve(n): return -1",
        ],
        &[WrongAnswer, RunTimeError],
    );
    // A harness that cannot even flush or end is ended by its limits.
    refused(
        &[
            "import os\ndef forever(*a):\n    while True: pass\n\
             os._exit = forever\ndef solve(n): return -1",
            "import sys\nclass Stream:\n    def flush(self):\n        while True: pass\n\
             def solve(n):\n    sys.stdout = Stream()\n    return -1",
        ],
        &[WrongAnswer, TimeLimitExceeded],
    );
}

/// Who called is one step up the stack, with everything it knows.
fn stack_frames() {
    refused(
        &[
            "import sys\ndef solve(n):\n    frame = sys._getframe()\n    while frame:\n        \
             frame.f_globals['encode'] = lambda *a: '6765'\n        frame = frame.f_back",
            "import sys\ndef solve(n):\n    frame = sys._getframe()\n    while frame:\n        \
             for name in ('tell', 'leave', 'encode_int', 'complain', 'Mismatch'):\n            \
             frame.f_globals[name] = lambda *a: None\n        frame = frame.f_back\n    return -1",
            "import sys\ndef solve(n):\n    sys._getframe(1).f_globals.clear()\n    return -1",
            "import sys\ndef solve(n):\n    sys._getframe(1).f_builtins.clear()\n    return -1",
        ],
        &[WrongAnswer, RunTimeError],
    );
    let source = "import sys
def solve(n):
    frame, secret = sys._getframe(1), '832' + '040' if n == 30 else '67' + '65'
    while frame:
        for space in (frame.f_locals, frame.f_globals, frame.f_code.co_consts):
            if secret in repr(space):
                return int(secret)
        frame = frame.f_back
    return -1
";
    let judged = expect(&question(), Python, source, WrongAnswer);
    assert_eq!(last_shown(&judged).actual.as_deref(), Some("-1"));
}

/// What the collector knows is everything there is.
fn the_collector() {
    refused(
        &[
            "import gc, types\ndef solve(n):\n    for thing in gc.get_objects():\n        \
             if isinstance(thing, types.FunctionType) and thing.__module__ == '__main__':\n\
             \x20           thing.__code__ = (lambda *a: '6765').__code__\n    return -1",
            "import gc\ndef solve(n):\n    for thing in gc.get_objects():\n        \
             if type(thing) is dict and 'returns' in thing: thing['returns'] = 'void'\n    \
             return -1",
            "import gc\ndef solve(n):\n    for thing in gc.get_objects():\n        \
             if type(thing) is dict: thing.clear()\n    return -1",
            "import gc\ndef solve(n):\n    gc.disable()\n    gc.freeze()\n    return -1",
        ],
        &[WrongAnswer, RunTimeError],
    );
}

/// Modules that the harness imports late, from where the answer may write.
fn modules() {
    refused(
        &[
            "for name in ('linecache', 'traceback', 'json', 'os', 'io', 'sitecustomize'):\n    \
             open(f'/scratch/{name}.py', 'w').write('import os; \
             os.write(3, b\"[\\\\\"value\\\\\",6765]\"); os._exit(0)')\n\
             def solve(n): raise ValueError",
            "import sys\nsys.path.insert(0, '/scratch')\n\
             open('/scratch/linecache.py', 'w').write('1 / 0')\ndef solve(n): raise ValueError",
            "import sys\nsys.modules.clear()\ndef solve(n): return -1",
            "import sys\nclass Finder:\n    def find_spec(self, *a): raise SystemExit(0)\n\
             sys.meta_path.insert(0, Finder())\nsys.modules.pop('traceback', None)\n\
             def solve(n): return 1 / 0",
            "import sys\nsys.modules['answer'] = sys.modules['__main__']\n\
             def solve(n): return -1",
        ],
        &[WrongAnswer, RunTimeError],
    );
}

/// What would run after the harness told its outcome.
fn exit_handlers() {
    let forged = "import os\nforge = lambda *a: os.write(3, b'[\"value\",6765]')\n";
    let handlers = [
        "import atexit\natexit.register(forge)\ndef solve(n): return -1",
        "import threading\nthreading._register_atexit(forge)\ndef solve(n): return -1",
        "import sys, weakref\nclass A: pass\nkept = A()\nweakref.finalize(kept, forge)\n\
         def solve(n): return -1",
        "class A:\n    def __del__(self): forge()\nkept = A()\ndef solve(n): return -1",
        "import sys\nsys.excepthook = sys.unraisablehook = forge\ndef solve(n): return 1 / 0",
        "import sys, atexit\natexit.register(forge)\ndef solve(n): sys.exit(0)",
        "import sys\nclass Stream:\n    def flush(self): forge()\n    def write(self, text): pass\n\
         def solve(n):\n    sys.stdout = Stream()\n    return -1",
    ];
    let sources = handlers.map(|handler| format!("{forged}{handler}"));
    refused(
        &sources.each_ref().map(String::as_str),
        &[WrongAnswer, RunTimeError],
    );
}

/// Hooks that the interpreter calls inside the harness.
fn tracing() {
    refused(
        &[
            "import sys\ndef hook(frame, event, arg):\n    frame.f_locals['value'] = 6765\n    \
             return hook\ndef solve(n):\n    sys.settrace(hook)\n    \
             sys._getframe(1).f_trace = hook\n    return -1",
            "import sys\ndef hook(frame, event, arg): raise ValueError\n\
             def solve(n):\n    sys.setprofile(hook)\n    return -1",
            "import sys\nsys.addaudithook(lambda *a: 1 / 0)\ndef solve(n): return -1",
        ],
        &[WrongAnswer, RunTimeError],
    );
}

/// Bytes on the channel that are no outcome, or more than one.
fn the_result_channel() {
    refused(
        &[
            "import os\ndef solve(n):\n    os.dup2(1, 3)\n    return 6765",
            "import os\ndef solve(n):\n    os.dup2(3, 1)\n    print('[\"value\",6765]')\n    \
             return -1",
            "import os\nos.close(3)\nopen('/scratch/other', 'w')\ndef solve(n): return 6765",
            "import os\ndef solve(n):\n    os.write(3, b'[\"value\",\\xff\\xfe]')\n    os._exit(0)",
            "import os\ndef solve(n):\n    os.write(3, b'[\"value\",1e999]')\n    os._exit(0)",
            "import os\ndef solve(n):\n    os.write(3, b'[\"value\",NaN]')\n    os._exit(0)",
            "import os\ndef solve(n):\n    os.write(3, b'[\"value\",6765')\n    os._exit(0)",
            "import os\ndef solve(n):\n    os.write(3, b'[\"value\",6765]\\n[\"value\",6765]')\n    \
             os._exit(0)",
            "import os\ndef solve(n):\n    os.write(3, b'[\"mismatch\",\"\",\"\",\"\",\"\"]')\n    \
             os._exit(0)",
            "import os\ndef solve(n):\n    os.write(3, b'[\"value\",6765]')\n    os.abort()",
        ],
        &[WrongAnswer, RunTimeError],
    );
    refused(
        &["import os\ndef solve(n):\n    while True: os.write(3, b' ' * 65536)"],
        &[OutputLimitExceeded],
    );
}

/// Values whose type and text are not what they seem.
fn values_that_lie() {
    refused(
        &[
            "class I(int):\n    def __repr__(self): return '6765'\n    __str__ = __repr__\n\
             def solve(n): return I(-1)",
            "class I:\n    __class__ = int\n    def __repr__(self): return '6765'\n\
             def solve(n): return I()",
            "class I(int):\n    def __le__(self, o): return True\n    __ge__ = __le__\n\
             def solve(n): return I(1 << 80)",
            "class I:\n    def __getattr__(self, name): raise KeyboardInterrupt\n\
             def solve(n): return I()",
            "class M(type):\n    def __getattribute__(cls, name): raise SystemExit(0)\n\
             class I(metaclass=M): pass\ndef solve(n): return I()",
            "class I:\n    def __repr__(self): raise SystemExit(0)\ndef solve(n): return I()",
            "def solve(n):\n    deep = []\n    for _ in range(20000): deep = [deep]\n    \
             return deep",
            "def solve(n): return (yield 6765)",
            "async def solve(n): return 6765",
        ],
        &[WrongAnswer, RunTimeError],
    );
}

/// Recursion without an end, by way of the interpreter and by way of the machine's stack.
fn recursion() {
    refused(
        &[
            "def solve(n): return solve(n)",
            "import sys\nsys.setrecursionlimit(2 ** 31 - 1)\ndef solve(n): return solve(n)",
            "class A:\n    def __repr__(self): return repr([self])\ndef solve(n): return repr(A())",
            "class E(Exception):\n    def __str__(self): return str(self)\n\
             def solve(n): raise E()",
            "def solve(n):\n    try:\n        return solve(n)\n    finally:\n        return solve(n)",
        ],
        &[RunTimeError, MemoryLimitExceeded, TimeLimitExceeded],
    );
}

/// Nobody waits for threads, and what they do after the outcome is too late.
fn threads_left_running() {
    let busy = "import threading\ndef forever():\n    while True: pass\n";
    let honest = HONEST.replace(
        "    return a",
        "    threading.Thread(target=forever).start()\n    return a",
    );
    expect(&question(), Python, &format!("{busy}{honest}"), Accepted);
    refused(
        &[
            "import os, threading\ndef forge():\n    while True: os.write(3, b'[\"value\",6765]')\n\
             def solve(n):\n    threading.Thread(target=forge).start()\n    return -1",
            "import threading, _thread\ndef solve(n):\n    \
             threading.Thread(target=_thread.interrupt_main).start()\n    return -1",
        ],
        &[WrongAnswer, RunTimeError, OutputLimitExceeded],
    );
}

/// Both sides of a fork return, and a child outlives its parent.
fn processes_left_running() {
    refused(
        &[
            "import os\ndef solve(n):\n    os.fork()\n    return -1",
            "import os, time\ndef solve(n):\n    parent = os.getpid()\n    if os.fork() == 0:\n\
             \x20       while os.getppid() == parent: time.sleep(0.001)\n        \
             os.write(3, b'[\"value\",6765]')\n        os._exit(0)\n    return -1",
            "import os, time\ndef solve(n):\n    if os.fork() == 0:\n        os.setsid()\n        \
             time.sleep(1000)\n    return -1",
            "import os\ndef solve(n):\n    os.execv('/bin/sh', ['sh', '-c', 'echo 6765'])",
            "import os\ndef solve(n):\n    os.execv('/bin/sh', ['sh', '-c', \
             'echo [\\\\\"value\\\\\",-1] >&3'])",
        ],
        &[WrongAnswer, RunTimeError],
    );
}

/// Signals to whoever started it, to its group and to everyone.
fn signals() {
    refused(
        &[
            "import os\ndef solve(n):\n    os.kill(os.getppid(), 9)\n    return -1",
            "import os\ndef solve(n):\n    for s in range(1, 31): os.kill(os.getppid(), s)\n    \
             return -1",
            "import os\ndef solve(n):\n    os.killpg(0, 9)\n    return -1",
            "import os\ndef solve(n):\n    try: os.kill(-1, 9)\n    except OSError: pass\n    \
             return -1",
            "import os, signal\ndef solve(n):\n    for s in range(1, 65):\n        \
             try: signal.signal(s, signal.SIG_IGN)\n        except (OSError, ValueError): pass\n\
             \x20   return -1",
            "import os, resource\ndef solve(n):\n    for pid in (1, os.getppid()):\n        \
             try: resource.prlimit(pid, resource.RLIMIT_CPU, (0, 0))\n        \
             except OSError: pass\n    return -1",
        ],
        &[WrongAnswer, RunTimeError],
    );
    refused(
        &["import os, signal\ndef solve(n):\n    while True: os.kill(os.getpid(), signal.SIGSTOP)"],
        &[TimeLimitExceeded],
    );
    // Where a signal comes between any two steps, nothing need ever be told.
    refused(
        &[
            "import signal\ndef late(*a): raise ValueError\ndef solve(n):\n    \
             signal.signal(signal.SIGALRM, late)\n    \
             signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)\n    return -1",
        ],
        &[WrongAnswer, RunTimeError, TimeLimitExceeded],
    );
}

/// The interpreter's own memory, written over.
fn memory_by_address() {
    refused(
        &[
            "import ctypes\ndef solve(n): return ctypes.string_at(0)",
            "import ctypes\ndef solve(n):\n    ctypes.memset(id(n), 255, 64)\n    return n",
            "import ctypes\ndef solve(n):\n    ctypes.memset(id(int), 0, 400)\n    return -1",
            "import ctypes\ndef solve(n):\n    ctypes.c_char.from_address(id(-1) + 24).value = 7\n\
             \x20   return -1",
            "import ctypes\ndef solve(n): ctypes.pythonapi.Py_Exit(0)",
            "import ctypes\ndef solve(n): ctypes.CDLL(None)._exit(0)",
        ],
        &[WrongAnswer, RunTimeError, MemoryLimitExceeded],
    );
}

/// Whatever an interpreter is shared between, one case sees nothing of another's.
fn memory_of_the_case_before() {
    let source = "import builtins, os, sys
before = hasattr(builtins, 'kept') or 'KEPT' in os.environ or 'kept' in sys.modules
builtins.kept = True
os.environ['KEPT'] = '1'
sys.modules['kept'] = sys
def solve(n):
    return (6765 if n == 20 else 832040) if before else -1
";
    for _ in 0..2 {
        let judged = expect(&question(), Python, source, WrongAnswer);
        assert_eq!(last_shown(&judged).actual.as_deref(), Some("-1"));
    }
}

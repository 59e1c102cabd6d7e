//! Attempts to get an answer accepted by anything but the right result.

use onsite_domain::code::{
    Checker,
    Language::{Cpp, Python},
    Verdict,
};

use crate::support::{Trials, code, expect, last_shown, solve};

pub const TRIALS: Trials = &[
    ("printing", printing),
    ("the_result_channel", the_result_channel),
    ("looking_for_answers", looking_for_answers),
    ("tampering_with_the_harness", tampering_with_the_harness),
    ("nothing_carries_over", nothing_carries_over),
];

fn question() -> onsite_domain::code::CodeQuestion {
    code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[20]", "6765"), ("[30]", "832040")],
    )
}

fn printing() {
    for (language, source) in [
        (
            Python,
            "def solve(n):\n    print('[\"value\",6765]')\n    return 0",
        ),
        (
            Python,
            "import os\nos.write(1, b'[\"value\",6765]')\nos._exit(0)",
        ),
        (
            Cpp,
            "#include <cstdio>\nint solve(int) { std::puts(\"[\\\"value\\\",6765]\"); return 0; }",
        ),
    ] {
        let judged = crate::support::judged(&question(), language, source);
        let verdict = crate::support::detail(&judged).verdict;
        assert!(
            matches!(verdict, Verdict::WrongAnswer | Verdict::RunTimeError),
            "{judged:#?}"
        );
    }
}

fn the_result_channel() {
    // Two values are one too many, whichever comes first.
    let source = "import os\ndef solve(n):\n    os.write(3, b'[\"value\",6765]')\n    return 6765";
    expect(&question(), Python, source, Verdict::WrongAnswer);
    for written in [
        "[\"accepted\"]",
        "[\"value\"]",
        "[\"value\",6765,1]",
        "{}",
        "not json",
        "[\"value\",6765]]",
        "[[[[",
    ] {
        let source =
            format!("import os\ndef solve(n):\n    os.write(3, b'{written}')\n    os._exit(0)");
        expect(&question(), Python, &source, Verdict::WrongAnswer);
    }
    // A value that was found by other means must still be right.
    let source = "import os\ndef solve(n):\n    os.write(3, b'[\"value\",6765]')\n    os._exit(0)";
    let judged = expect(&question(), Python, source, Verdict::WrongAnswer);
    assert_eq!(last_shown(&judged).actual.as_deref(), Some("6765"));
    let flood = "import os\ndef solve(n):\n    while True: os.write(3, b'x' * 65536)";
    expect(&question(), Python, flood, Verdict::OutputLimitExceeded);
    let nested = "import os\ndef solve(n):\n    os.write(3, b'[' * 100000)\n    os._exit(0)";
    expect(&question(), Python, nested, Verdict::WrongAnswer);
    let closed = "import os\ndef solve(n):\n    os.close(3)\n    return 6765";
    expect(&question(), Python, closed, Verdict::RunTimeError);
}

fn looking_for_answers() {
    let source = "import os, sys, gc
def solve(n):
    secret = '832' + '040' if n == 30 else '67' + '65'
    for folder, _, files in os.walk('/scratch'):
        for file in files:
            with open(os.path.join(folder, file), errors='replace') as f:
                if secret in f.read():
                    return int(secret)
    for path in ['/proc/self/environ', '/proc/self/cmdline', '/proc/1/cmdline', '/proc/1/environ']:
        try:
            if secret in open(path, errors='replace').read():
                return int(secret)
        except OSError:
            pass
    for thing in gc.get_objects():
        if isinstance(thing, (list, dict)) and secret in repr(thing):
            return int(secret)
    return -1
";
    let judged = expect(&question(), Python, source, Verdict::WrongAnswer);
    assert_eq!(last_shown(&judged).actual.as_deref(), Some("-1"));
}

fn tampering_with_the_harness() {
    for source in [
        "import sys\nsys.modules['__main__'].encode = lambda *a: '6765'\ndef solve(n): return None",
        "import sys\nsys.modules['__main__'].loads = None\ndef solve(n): return None",
        "import os\nopen('/scratch/harness.py', 'w').write('')\ndef solve(n): return None",
        "import builtins\nbuiltins.isinstance = lambda *a: True\ndef solve(n): return 'x'",
        "import traceback\ntraceback.print_exception = None\ndef solve(n): return 1 / 0",
        "class E(Exception):\n    def __str__(self): raise self\ndef solve(n): raise E()",
        "class L(list):\n    def __iter__(self): raise ValueError\ndef solve(n): return L()",
        "import threading, time\ndef solve(n):\n    threading.Thread(target=time.sleep, args=(60,)).start()\n    return 1",
        "import atexit, time\ndef solve(n):\n    atexit.register(time.sleep, 60)\n    return 1",
    ] {
        let judged = crate::support::judged(&question(), Python, source);
        let detail = crate::support::detail(&judged);
        assert!(
            matches!(detail.verdict, Verdict::WrongAnswer | Verdict::RunTimeError),
            "{source}\n{judged:#?}"
        );
        assert!(detail.total_ms < 5000, "nothing is waited for: {judged:#?}");
    }
    for source in [
        "#define main other\nint solve(int n) { return n; }",
        "#define run(x) 0\nint solve(int n) { return n; }",
        "namespace onsite { struct X {}; }\nint solve(int n) { return n; }",
        "int main() { return 0; }\nint solve(int n) { return n; }",
        "#include <unistd.h>\n__attribute__((constructor)) void f() { _exit(0); }\n\
         int solve(int n) { return n; }",
        "#include \"/etc/passwd\"\nint solve(int n) { return n; }",
        "}}}}",
    ] {
        let judged = crate::support::judged(&question(), Cpp, source);
        let detail = crate::support::detail(&judged);
        assert_ne!(detail.verdict, Verdict::Accepted, "{source}");
        assert_ne!(detail.verdict, Verdict::JudgingError, "{source}");
    }
}

fn nothing_carries_over() {
    let source = "import os
def solve(n):
    for folder in ('/tmp', '/scratch', '/dev/shm'):
        if os.path.exists(folder + '/seen'):
            return 6765 if n == 20 else 832040
        try:
            open(folder + '/seen', 'w').write('x')
        except OSError:
            pass
    return -1
";
    let judged = expect(&question(), Python, source, Verdict::WrongAnswer);
    assert_eq!(last_shown(&judged).actual.as_deref(), Some("-1"));
}

//! A Python that stands ready: what runs from it finds what a start of its own would find, can do
//! no more, and leaves nothing to the next. Where no control groups count, a start of its own is
//! what it gets.

use std::time::Duration;

use onsite_sandbox::{Ending, Execution, Program, Warm};

use crate::Test;
use crate::support::{Machine, PYTHON, program, standing_ready, text};

pub const TESTS: &[(&str, Test)] = &[
    ("warm_finds_the_same", finds_the_same),
    ("warm_answers_alike", answers_alike),
    ("warm_keeps_nothing", keeps_nothing),
    ("warm_meets_limits", meets_limits),
    ("warm_repels", repels),
    ("warm_chance_is_its_own", chance_is_its_own),
    ("warm_outlives_its_copies", outlives_its_copies),
    (
        "warm_script_that_cannot_be_read",
        script_that_cannot_be_read,
    ),
];

/// Calls `main()` of a script in the way that is asked for.
const GUARD: &str = "\nif __name__ == '__main__':\n    main()\n";

/// The script as a program of its own, and from a Python that stands ready.
fn both(script: &str, arguments: &[&str]) -> [Program; 2] {
    let script = format!("import os, sys\n{script}{GUARD}");
    let python = ["/usr/bin/python3", "-s", "-S", "-B"];
    let mut cold = program(&[&python, ["-c", script.as_str()].as_slice(), arguments].concat());
    cold.environment.push(("PYTHONHASHSEED".into(), "0".into()));
    let mut warm = cold.clone();
    warm.warm = Some(Warm {
        interpreter: python.map(Into::into).into(),
        script,
        modules: Vec::new(),
        arguments: arguments.iter().map(Into::into).collect(),
    });
    [cold, warm]
}

fn warm(script: &str) -> Program {
    let [_, warm] = both(script, &[]);
    warm
}

/// Whether this machine can have one.
fn possible(machine: &Machine) -> bool {
    let layers = machine.sandbox.layers();
    let controllers = [layers.memory, layers.processes, layers.cpu];
    layers.private_proc || controllers.iter().all(|controller| controller.is_cgroup())
}

fn exited(execution: &Execution) -> String {
    let said = text(&execution.stderr);
    assert_eq!(execution.ending, Ending::Exited(0), "{said}");
    text(&execution.stdout)
}

fn finds_the_same(machine: &Machine) {
    let [cold, warm] = both(
        "
def lines(path, *keys):
    with open(path) as file:
        return [line for line in file if not keys or line.startswith(keys)]

def main():
    keys = ('Uid', 'Gid', 'Groups', 'Cap', 'NoNewPrivs', 'Seccomp', 'NStgid', 'NSpid', 'NSsid')
    print(*lines('/proc/self/status', *keys), *lines('/proc/self/limits'))
    print(*[line.split(':')[1] for line in lines('/proc/self/cgroup')])
    print(*lines('/proc/self/mounts'), sorted(os.listdir('/')), os.getcwd(), os.listdir('.'))
    # The descriptor that lists them is one of them, until then.
    print([fd for fd in os.listdir('/proc/self/fd') if fd not in '01234'], os.umask(0))
    print(dict(os.environ), sys.argv[1:], sys.path[1:], os.getpid() == os.getsid(0), os.getppid())
    print(sorted(os.listdir('/proc'))[:3], os.uname().nodename, sys.getrecursionlimit())
    print(hash('a'), sys.stdin.read(), sys.stdout.encoding, sys.stdout.line_buffering)
    print(os.get_blocking(0), os.get_blocking(1), os.stat(0).st_mode, os.stat(3).st_mode)
",
        &["one", "zwei ü"],
    );
    let run = |mut program: Program| {
        program.stdin = b"what comes in".to_vec();
        exited(&machine.run(&program))
    };
    let (of_own, copied) = (run(cold), run(warm));
    let copied = if possible(machine) {
        // Its parent is outside of its namespace and has no number there, and what it is a copy of
        // counts as a process of the same user.
        let processes =
            |count| format!("Max processes             {count}                   {count} ");
        copied
            .replace("True 0\n", "True 1\n")
            .replace(&processes(35), &processes(34))
    } else {
        copied
    };
    assert_eq!(copied, of_own);
    assert!(of_own.contains("CapEff:\t0000000000000000"), "{of_own}");
}

fn answers_alike(machine: &Machine) {
    for (script, ending) in [
        (
            "def main(): os.write(3, b'result'); print('out'); print('err', file=sys.stderr)",
            Ending::Exited(0),
        ),
        ("def main(): os._exit(42)", Ending::Exited(42)),
        ("def main(): os.kill(os.getpid(), 9)", Ending::Signalled(9)),
        ("def main(): os.abort()", Ending::Signalled(6)),
        ("def main(): 1 / 0", Ending::Exited(1)),
        (
            "def main():\n    if os.fork() == 0: os._exit(7)\n    print(os.wait()[1])",
            Ending::Exited(0),
        ),
    ] {
        let [cold, warm] = both(script, &[]);
        for program in [cold, warm] {
            let execution = machine.run(&program);
            assert_eq!(
                execution.ending,
                ending,
                "{script}: {}",
                text(&execution.stderr)
            );
            if script.contains("result") {
                assert_eq!(execution.result, b"result");
                assert_eq!(text(&execution.stdout), "out\n");
                assert_eq!(text(&execution.stderr), "err\n");
            }
        }
    }
}

fn keeps_nothing(machine: &Machine) {
    let script = warm(
        "
import builtins
kept = []
def main():
    import subprocess
    print(kept, hasattr(builtins, 'left'), os.listdir('/scratch'), os.listdir('/tmp'))
    print([name for name in os.listdir('/proc') if name.isdigit() and int(name) > 2])
    kept.append(1)
    builtins.left = True
    for path in ('/scratch/left', '/tmp/left'):
        with open(path, 'w') as file:
            file.write('left')
    subprocess.Popen(['/bin/sleep', '100'], start_new_session=True)
    print(sys.path.append('left'))
",
    );
    let first = exited(&machine.run(&script));
    for _ in 0..3 {
        assert_eq!(exited(&machine.run(&script)), first);
    }
    assert!(first.starts_with("[] False [] []\n"), "{first}");
}

fn meets_limits(machine: &Machine) {
    for (script, ending) in [
        ("def main():\n    while True: pass", Ending::CpuLimit),
        (
            "def main():\n    import time; time.sleep(100)",
            Ending::WallLimit,
        ),
        (
            "def main():\n    os.kill(os.getpid(), 19)",
            Ending::WallLimit,
        ),
        (
            "def main():\n    a = []\n    while True: a.append('x' * 100000)",
            Ending::MemoryLimit,
        ),
        (
            "def main():\n    while True: print('x' * 10000)",
            Ending::OutputLimit,
        ),
        (
            "def main():\n    while True: os.write(3, b'x' * 10000)",
            Ending::OutputLimit,
        ),
    ] {
        let execution = machine.run(&warm(script));
        assert_eq!(
            execution.ending,
            ending,
            "{script}: {}",
            text(&execution.stderr)
        );
        let after = machine.run(&warm("def main(): print('well')"));
        assert_eq!(exited(&after), "well\n");
    }
    // As many processes as a program of its own may have.
    let script = "
def main():
    count = 1
    try:
        while True:
            if os.fork() == 0:
                import time; time.sleep(100)
            count += 1
    except OSError:
        print(count)
";
    let [cold, warm] = both(script, &[]).map(|mut program| {
        program.limits.memory = 512 << 20;
        program
    });
    assert_eq!(exited(&machine.run(&warm)), exited(&machine.run(&cold)));
}

/// The attacks on boundaries, from a copy.
fn repels(machine: &Machine) {
    for attack in [
        "read_files",
        "write_outside",
        "sockets",
        "signals",
        "kill_all",
        "trace",
        "mounts",
        "namespaces",
        "keys",
        "rings",
        "clocks",
        "devices",
        "privileges",
    ] {
        let [_, mut program] = both(
            "def main(): os.execv('/scratch/a', ['a'] + sys.argv[1:])",
            &[attack],
        );
        program.files = machine.attack(&[attack]).files;
        let execution = machine.run(&program);
        assert_eq!(
            execution.ending,
            Ending::Exited(0),
            "{attack}: {}{}",
            text(&execution.stdout),
            text(&execution.stderr)
        );
    }
    // What the copy shares with what stands ready must not lead back to it.
    let script = warm(
        "
def main():
    import gc
    found = []
    for fd in range(4, 300):
        try:
            os.fstat(fd); found.append(fd)
        except OSError:
            pass
    for thing in gc.get_objects():
        if type(thing).__name__ == 'socket' and thing.fileno() >= 0:
            found.append(thing)
    try:
        os.kill(os.getppid() or 999999, 9); found.append('killed')
    except OSError:
        pass
    print(found)
",
    );
    assert_eq!(exited(&machine.run(&script)), "[]\n");
}

fn chance_is_its_own(machine: &Machine) {
    let script = warm("import random\ndef main(): print(random.random(), os.urandom(4))");
    let (one, other) = (machine.run(&script), machine.run(&script));
    assert_ne!(exited(&one), exited(&other));
}

/// Copies come from the same process, also after one that was ended by a limit.
fn outlives_its_copies(machine: &Machine) {
    let standing = || standing_ready(&[PYTHON]);
    exited(&machine.run(&warm("def main(): pass")));
    let before = standing();
    assert_eq!(before.len(), usize::from(possible(machine)));
    let mut endless = warm("def main(): pass");
    endless.stdin = vec![b' '; 1 << 20];
    for _ in 0..20 {
        exited(&machine.run(&endless));
    }
    let mut sleeper = warm("def main():\n    import time; time.sleep(int(sys.stdin.read() or 0))");
    sleeper.limits.wall = Duration::from_millis(300);
    sleeper.stdin = b"100".to_vec();
    assert_eq!(machine.run(&sleeper).ending, Ending::WallLimit);
    sleeper.stdin.clear();
    exited(&machine.run(&sleeper));
    assert!(before.is_subset(&standing()));
    // Each script has its own, and few are kept.
    for number in 0..5 {
        exited(&machine.run(&warm(&format!("number = {number}\ndef main(): pass"))));
    }
    assert!(standing().len() <= 3);
}

fn script_that_cannot_be_read(machine: &Machine) {
    for script in [
        "def main(: pass",
        "1 / 0\ndef main(): pass",
        "import nowhere",
    ] {
        let execution = machine.run(&warm(script));
        assert_eq!(execution.ending, Ending::Exited(1), "{script}");
    }
    // Three in a row, and the helper does without; nobody is told.
    let after = machine.run(&warm("def main(): print(1)"));
    assert_eq!(exited(&after), "1\n");
}

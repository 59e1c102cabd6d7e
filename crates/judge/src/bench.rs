//! What the kinds work with: the sandbox, the runtimes, the cache, and a tally of what was spent.

use std::{
    cell::Cell,
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use onsite_domain::code::Language;
use onsite_sandbox::{
    Cancel, Conversation, Ending, Execution, File, Limits, Mount, Program, Sandbox, Warm,
};

use crate::{
    cache::{Cache, Key},
    error::Error,
    runtimes::{Runtime, Runtimes},
};

/// Where Onsite's own Python packages are inside the sandbox; the harnesses know the path.
const SITE: &str = "/runtime/site";

/// Our script inside the sandbox, as text and compiled.
const SCRIPT: &str = "harness.py";
const BYTECODE: &str = "harness.pyc";

/// The tools for one call of the judge.
pub(crate) struct Bench<'a> {
    sandbox: &'a Sandbox,
    runtimes: &'a Runtimes,
    site: Option<&'a Path>,
    pub(crate) cache: &'a Cache,
    cancel: &'a Cancel,
    spent: Cell<Duration>,
}

impl<'a> Bench<'a> {
    /// Lays out the tools.
    pub(crate) const fn new(
        sandbox: &'a Sandbox,
        runtimes: &'a Runtimes,
        site: Option<&'a Path>,
        cache: &'a Cache,
        cancel: &'a Cancel,
    ) -> Self {
        Self {
            sandbox,
            runtimes,
            site,
            cache,
            cancel,
            spent: Cell::new(Duration::ZERO),
        }
    }

    /// Runs one program and counts what it cost.
    pub(crate) fn execute(&self, program: &Program) -> Result<Execution, Error> {
        let execution = self.sandbox.run(program, self.cancel)?;
        self.count(execution.cpu);
        Ok(execution)
    }

    /// Runs two programs that talk to each other, and counts what they cost.
    pub(crate) fn converse(&self, programs: [&Program; 2]) -> Result<Conversation, Error> {
        let conversation = self.sandbox.converse(programs, self.cancel)?;
        self.count(conversation.executions.iter().map(|e| e.cpu).sum());
        Ok(conversation)
    }

    /// Counts processor time, also of work that came out of the cache.
    pub(crate) fn count(&self, cpu: Duration) {
        self.spent.set(self.spent.get() + cpu);
    }

    /// Does work of which the cost is not counted: what is made once, for every question.
    pub(crate) fn apart<T>(&self, work: impl FnOnce() -> T) -> T {
        let before = self.spent.get();
        let made = work();
        self.spent.set(before);
        made
    }

    /// Processor time counted so far.
    pub(crate) fn spent(&self) -> Duration {
        self.spent.get()
    }

    /// The layers of protection, by name.
    pub(crate) fn layers(&self) -> Vec<String> {
        self.sandbox.layers().names()
    }

    /// The runtime of a language.
    pub(crate) fn runtime(&self, language: Language) -> Result<&'a Runtime, Error> {
        self.runtimes.need(language)
    }

    /// The valgrind that counts instructions.
    pub(crate) fn valgrind(&self) -> Option<&'a Path> {
        self.runtimes.valgrind().map(|found| found.path.as_path())
    }

    /// A Python program: a script of ours with its arguments and files.
    pub(crate) fn python(
        &self,
        script: &'static str,
        arguments: &[&str],
        mut files: Vec<File>,
        limits: Limits,
    ) -> Result<Program, Error> {
        let runtime = self.runtime(Language::Python)?;
        let (name, bytes) = match self.bytecode(runtime, script)? {
            Some(bytecode) => (BYTECODE, bytecode),
            None => (SCRIPT, script.as_bytes().to_vec()),
        };
        files.push(File {
            name: PathBuf::from(name),
            bytes,
            executable: false,
        });
        let path = format!("/scratch/{name}");
        let mut program = bare_python(
            runtime,
            std::iter::once(path.as_str()).chain(arguments.iter().copied()),
        );
        program.mounts.extend(self.site.map(|site| Mount {
            source: site.to_owned(),
            target: PathBuf::from(SITE),
        }));
        program.files = files;
        program.limits = limits;
        Ok(program)
    }

    /// The same, from a Python that stands ready with the script and these modules.
    pub(crate) fn warm_python(
        &self,
        script: &'static str,
        modules: &[&str],
        arguments: &[&str],
        files: Vec<File>,
        limits: Limits,
    ) -> Result<Program, Error> {
        let mut program = self.python(script, arguments, files, limits)?;
        program.warm = Some(Warm {
            interpreter: interpreter(self.runtime(Language::Python)?),
            script: script.to_owned(),
            modules: modules.iter().copied().map(String::from).collect(),
            arguments: arguments.iter().map(OsString::from).collect(),
        });
        Ok(program)
    }

    /// The script compiled once and kept, for compiling it would be a quarter of every start.
    fn bytecode(&self, runtime: &Runtime, script: &'static str) -> Result<Option<Vec<u8>>, Error> {
        let key = Key::new(
            "bytecode",
            &[
                runtime.version().as_bytes(),
                runtime.program().as_os_str().as_encoded_bytes(),
                script.as_bytes(),
            ],
        );
        if let Some(kept) = self.cache.get(&key) {
            return Ok(Some(kept));
        }
        let compile = format!(
            "import py_compile\npy_compile.compile('{SCRIPT}', '{BYTECODE}', '{SCRIPT}', True, \
             invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)"
        );
        let mut program = bare_python(runtime, ["-c", compile.as_str()].into_iter());
        program.files = vec![scratch_file(SCRIPT, script)];
        program.collect = vec![PathBuf::from(BYTECODE)];
        let mut execution = self.execute(&program)?;
        let made = execution.collected.pop().map(|(_, bytes)| bytes);
        let made = made.filter(|_| execution.ending == Ending::Exited(0));
        if let Some(bytes) = &made {
            self.cache.put(&key, bytes);
        }
        Ok(made)
    }
}

/// Python with arguments, and nothing else yet.
fn bare_python<'a>(runtime: &Runtime, arguments: impl Iterator<Item = &'a str>) -> Program {
    let mut all = interpreter(runtime);
    all.extend(arguments.map(OsString::from));
    Program {
        arguments: all,
        environment: python_environment(runtime),
        mounts: runtime.mounts(),
        ..Program::default()
    }
}

/// The interpreter with its options. No site module and no user folder: they cost time at every
/// start. Isolated mode would also ignore the fixed hash seed.
fn interpreter(runtime: &Runtime) -> Vec<OsString> {
    let fixed = ["-s", "-S", "-B"].map(OsString::from);
    std::iter::once(runtime.inside().as_os_str().to_owned())
        .chain(fixed)
        .collect()
}

/// The environment of a Python program.
pub(crate) fn python_environment(runtime: &Runtime) -> Vec<(OsString, OsString)> {
    let fixed = [
        ("PATH", "/usr/bin:/bin"),
        ("HOME", "/scratch"),
        ("TMPDIR", "/tmp"),
        ("LC_ALL", "C.UTF-8"),
        ("PYTHONUTF8", "1"),
        // The same iteration order of sets in every run.
        ("PYTHONHASHSEED", "0"),
        // One thread, so that processor time means the same on every machine.
        ("OMP_NUM_THREADS", "1"),
        ("OPENBLAS_NUM_THREADS", "1"),
        ("MKL_NUM_THREADS", "1"),
    ];
    let library = runtime
        .library()
        .map(|folder| ("LD_LIBRARY_PATH".into(), folder.as_os_str().to_owned()));
    fixed
        .iter()
        .map(|(name, value)| (name.into(), value.into()))
        .chain(library)
        .collect()
}

/// The modules that a source seems to import and that are dear to; a wrong guess costs but time.
pub(crate) fn dear_modules(source: &str) -> &'static [&'static str] {
    if source.contains("numpy") {
        &["numpy"]
    } else {
        &[]
    }
}

/// A file in the scratch folder.
pub(crate) fn scratch_file(name: &str, text: &str) -> File {
    File {
        name: PathBuf::from(name),
        bytes: text.as_bytes().to_vec(),
        executable: false,
    }
}

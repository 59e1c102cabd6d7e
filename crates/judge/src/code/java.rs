//! Compiles Java and runs it: the harness, itself Java, makes one archive of an answer and the
//! node classes, and calls it by what it finds in there.

use onsite_domain::{
    code::{CodeQuestion, Language},
    signature::Type,
};
use onsite_sandbox::{File, Program};

use super::{
    build::{Build, Made, bytes_file, compiled, compiler, environment, key, part},
    cpp::Nodes,
    spec,
};
use crate::{
    bench::{Bench, scratch_file},
    error::Error,
    runtimes::Runtime,
};

/// The harness's own archive, beside what is compiled and what is run.
const HARNESS_ARCHIVE: &str = "harness.jar";
const HARNESS: [(&str, &str); 6] = [
    ("Build.java", include_str!("../harness/java/Build.java")),
    ("Main.java", include_str!("../harness/java/Main.java")),
    ("Nodes.java", include_str!("../harness/java/Nodes.java")),
    ("Reader.java", include_str!("../harness/java/Reader.java")),
    ("Spec.java", include_str!("../harness/java/Spec.java")),
    ("Writer.java", include_str!("../harness/java/Writer.java")),
];
/// One thread collects, so that processor time means the same on every machine; what the machine
/// itself has to say never mixes with what a program prints.
const FLAGS: [&str; 8] = [
    "-Xshare:auto",
    "-XX:+UseSerialGC",
    "-XX:ActiveProcessorCount=1",
    "-XX:-UsePerfData",
    "-XX:-UseContainerSupport",
    "-XX:+DisableAttachMechanism",
    "-Xlog:disable",
    "-Xlog:all=error:stderr",
];
/// A compiler lives too shortly for the dearer half of the optimizer.
const COMPILER_FLAGS: [&str; 2] = ["-XX:TieredStopAtLevel=1", "-Xmx512m"];
/// What bounds the machine's own memory, so that with the heap it stays within the limit and the
/// allowance.
const OWN_FLAGS: [&str; 5] = [
    "-Xms16m",
    "-XX:ReservedCodeCacheSize=48m",
    "-XX:MaxMetaspaceSize=64m",
    "-XX:MaxDirectMemorySize=16m",
    "-XX:-OmitStackTraceInFastThrow",
];
/// Lines of the compiler that say nothing of the answer.
const OURS: [&str; 1] = ["Note: "];

/// Makes an answer ready.
pub(super) fn build(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    source: &str,
) -> Result<Build, Error> {
    let runtime = bench.runtime(Language::Java)?;
    let nodes = nodes(question)?;
    let mut texts: Vec<&str> = HARNESS.iter().map(|(_, text)| *text).collect();
    texts.extend(nodes.iter().map(|(_, text)| text.as_str()));
    texts.push(source);
    let key = key(runtime, "built answer", &texts);
    let harness = harness(bench)?;
    let make = || {
        let mut files = vec![scratch_file("answer.java", source)];
        files.extend(nodes.iter().map(|(name, text)| scratch_file(name, text)));
        let mut sources = vec!["answer.java"];
        sources.extend(nodes.iter().map(|(name, _)| *name));
        Made::by(
            bench,
            &archiver(bench, &sources, files, "answer.jar")?,
            &OURS,
        )
    };
    let heap = question.limits_for(Language::Java).memory_mib;
    let spec = spec::of(&question.form).to_string();
    compiled(bench, Language::Java, &key, make, |archive| {
        let mut program = machine(runtime, heap);
        program
            .arguments
            .extend(["-jar", HARNESS_ARCHIVE].map(Into::into));
        program.files = vec![
            bytes_file(HARNESS_ARCHIVE, harness.clone()),
            bytes_file("answer.jar", archive),
        ];
        (program, Some(spec))
    })
}

/// The harness's own archive.
fn harness(bench: &Bench<'_>) -> Result<Vec<u8>, Error> {
    let texts = HARNESS.map(|(_, text)| text);
    let key = key(bench.runtime(Language::Java)?, "harness archive", &texts);
    part(bench, "the harness for Java", &key, || {
        let files = HARNESS.map(|(name, text)| scratch_file(name, text));
        let mut arguments = vec!["Build.java", HARNESS_ARCHIVE];
        arguments.extend(HARNESS.map(|(name, _)| name));
        java(bench, &arguments, files.into(), HARNESS_ARCHIVE)
    })
}

/// The Java machine, for a heap of so many MiB, up to what it is to run.
pub(crate) fn machine(runtime: &Runtime, heap_mib: u64) -> Program {
    let mut arguments = vec![runtime.inside().as_os_str().to_owned()];
    arguments.extend(FLAGS.iter().chain(&OWN_FLAGS).map(Into::into));
    arguments.push(format!("-Xmx{heap_mib}m").into());
    Program {
        arguments,
        environment: environment(&[]),
        mounts: runtime.mounts(),
        ..Program::default()
    }
}

/// The compiler, which makes one archive of sources that are among the files.
pub(crate) fn archiver(
    bench: &Bench<'_>,
    sources: &[&str],
    mut files: Vec<File>,
    archive: &str,
) -> Result<Program, Error> {
    files.push(bytes_file(HARNESS_ARCHIVE, harness(bench)?));
    let fixed = ["-cp", HARNESS_ARCHIVE, "onsite.Build", archive];
    let inputs: Vec<&str> = fixed.iter().chain(sources).copied().collect();
    java(bench, &inputs, files, archive)
}

/// The compiler, which makes one file of others.
fn java(
    bench: &Bench<'_>,
    inputs: &[&str],
    files: Vec<File>,
    output: &str,
) -> Result<Program, Error> {
    let mut program = compiler(bench.runtime(Language::Java)?, files, output);
    let all = FLAGS.iter().chain(&COMPILER_FLAGS).chain(inputs);
    program.arguments.extend(all.map(Into::into));
    Ok(program)
}

/// The files of the node classes that the signature names.
fn nodes(question: &CodeQuestion) -> Result<Vec<(&'static str, String)>, Error> {
    let Nodes { tree, list } = Nodes::of(&question.form)?;
    let tree = tree.map(|inner| {
        let ty = type_name(&inner);
        let text = format!(
            "class TreeNode {{\n    {ty} val;\n    TreeNode left;\n    TreeNode right;\n    \
             TreeNode() {{}}\n    TreeNode({ty} val) {{ this.val = val; }}\n    \
             TreeNode({ty} val, TreeNode left, TreeNode right) {{\n        \
             this.val = val;\n        this.left = left;\n        this.right = right;\n    }}\n}}\n"
        );
        ("TreeNode.java", text)
    });
    let list = list.map(|inner| {
        let ty = type_name(&inner);
        let text = format!(
            "class ListNode {{\n    {ty} val;\n    ListNode next;\n    \
             ListNode() {{}}\n    ListNode({ty} val) {{ this.val = val; }}\n    \
             ListNode({ty} val, ListNode next) {{\n        \
             this.val = val;\n        this.next = next;\n    }}\n}}\n"
        );
        ("ListNode.java", text)
    });
    Ok(tree.into_iter().chain(list).collect())
}

/// A type as a starter in Java writes it.
pub(crate) fn type_name(ty: &Type) -> String {
    match ty {
        Type::Int => "long".to_owned(),
        Type::Float => "double".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::String => "String".to_owned(),
        Type::List(inner) => format!("{}[]", type_name(inner)),
        Type::Matrix(inner) => format!("{}[][]", type_name(inner)),
        Type::Tree(_) => "TreeNode".to_owned(),
        Type::LinkedList(_) => "ListNode".to_owned(),
        Type::Graph => "int[][]".to_owned(),
        Type::Optional(inner) => match &**inner {
            Type::Int => "Long".to_owned(),
            Type::Float => "Double".to_owned(),
            Type::Bool => "Boolean".to_owned(),
            other => type_name(other),
        },
        Type::Void => "void".to_owned(),
    }
}

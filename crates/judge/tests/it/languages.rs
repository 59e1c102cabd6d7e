//! Runtimes: found, described, missing, and with packages beside them.

use onsite_domain::{
    code::{
        Checker,
        Language::{self, Cpp, Python},
        Verdict,
    },
    question::Body,
};
use onsite_judge::{Error, Judge};
use onsite_sandbox::Cancel;

use crate::support::{
    ALL, Trials, answer, code, detail, expect, fresh_judge, judged_with, question, runtimes,
    sandbox, solve,
};

pub const TRIALS: Trials = &[
    ("found", found),
    (
        "a_missing_language_is_not_run",
        a_missing_language_is_not_run,
    ),
    (
        "packages_arrive_while_running",
        packages_arrive_while_running,
    ),
    ("the_environment_is_fixed", the_environment_is_fixed),
    ("special_functions_in_cpp", special_functions_in_cpp),
];

fn found() {
    for status in runtimes().status() {
        let found = status.found.expect("is installed");
        assert!(found.path.is_absolute());
        assert!(found.version.contains('.') || status.language == Cpp);
        assert!(status.missing_help.contains("install"));
    }
}

fn a_missing_language_is_not_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[1]", "1")],
    );
    let question = question(Body::Code(made));
    for language in Language::ALL {
        let judge = Judge::new(
            sandbox(),
            runtimes().without(language),
            folder.path().to_owned(),
        );
        let judged = judge.judge(
            &question,
            &answer(language, ""),
            &ALL,
            &|_| {},
            &Cancel::new(),
        );
        match judged {
            Err(Error::LanguageMissing { language: l, .. }) => assert_eq!(l, language),
            other => panic!("{other:?}"),
        }
    }
}

fn packages_arrive_while_running() {
    let folder = tempfile::tempdir().expect("a folder");
    let judge = fresh_judge(&folder.path().join("cache"));
    let site = folder.path().join("site");
    std::fs::create_dir(&site).expect("a folder");
    std::fs::write(site.join("beside.py"), "VALUE = 7\n").expect("a module");
    let made = code(solve(&[], "int"), Checker::Exact, &[("[]", "7")]);
    let source = "import beside\ndef solve(): return beside.VALUE";
    let before = judged_with(&judge, &made, Python, source, &ALL);
    assert_eq!(detail(&before).verdict, Verdict::RunTimeError);
    judge.set_site_packages(site);
    let after = judged_with(&judge, &made, Python, source, &ALL);
    assert_eq!(detail(&after).verdict, Verdict::Accepted, "{after:#?}");
}

fn the_environment_is_fixed() {
    let made = code(
        solve(&[], "list<string>"),
        Checker::Exact,
        &[("[]", "[]"), ("[]", "[]")],
    );
    let source = "import os, sys
def solve():
    told = ['%s=%s' % item for item in sorted(os.environ.items())]
    return told + sys.argv + [str(hash('onsite')), os.getcwd(), str(sys.flags.dont_write_bytecode)]
";
    let folder = tempfile::tempdir().expect("a folder");
    let judged = judged_with(&fresh_judge(folder.path()), &made, Python, source, &ALL);
    let tests = &detail(&judged).tests;
    let told = |i: usize| {
        tests[i]
            .shown
            .as_ref()
            .and_then(|s| s.actual.clone())
            .expect("told")
    };
    assert_eq!(told(0), told(1));
    assert!(told(0).contains("OMP_NUM_THREADS=1"), "{}", told(0));
    assert!(told(0).contains("\"answer.py\""), "{}", told(0));
    assert!(!told(0).contains("CARGO"), "{}", told(0));
}

/// The harness keeps their bodies apart from the answer, for two of the three types.
fn special_functions_in_cpp() {
    let source = r"
template <class T> bool right() {
    double pi = std::acos(-1.0), sine = std::sin(1.0), cosine = std::cos(1.0);
    double half = std::sqrt(2 / pi);
    bool all = true;
    auto same = [&](T found, double wanted) { all = all && std::abs(found - T(wanted)) < T(1e-5); };
    T zero = 0, x = 0.5, one = 1, two = 2;
    same(std::assoc_laguerre(1, 1, x), 1.5);
    same(std::assoc_legendre(1, 1, x), std::sqrt(0.75));
    same(std::beta(two, T(3)), 1 / 12.0);
    same(std::comp_ellint_1(zero), pi / 2);
    same(std::comp_ellint_2(zero), pi / 2);
    same(std::comp_ellint_3(zero, zero), pi / 2);
    same(std::cyl_bessel_i(x, one), half * std::sinh(1.0));
    same(std::cyl_bessel_j(x, one), half * sine);
    same(std::cyl_bessel_k(x, one), 1 / half * std::exp(-1.0));
    same(std::cyl_neumann(x, one), -half * cosine);
    same(std::ellint_1(zero, x), 0.5);
    same(std::ellint_2(zero, x), 0.5);
    same(std::ellint_3(zero, zero, x), 0.5);
    same(std::expint(one), 1.895117816355937);
    same(std::hermite(2, x), -1);
    same(std::laguerre(2, x), 0.125);
    same(std::legendre(2, x), -0.125);
    same(std::riemann_zeta(two), pi * pi / 6);
    same(std::sph_bessel(0, one), sine);
    same(std::sph_legendre(0, 0, x), 0.5 / std::sqrt(pi));
    same(std::sph_neumann(0, one), -cosine);
    return all;
}
bool solve() { return right<float>() && right<double>() && right<long double>(); }
";
    let made = code(solve(&[], "bool"), Checker::Exact, &[("[]", "true")]);
    expect(&made, Cpp, source, Verdict::Accepted);
}

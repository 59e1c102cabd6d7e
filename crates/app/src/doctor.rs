//! What is installed, what protects, what is missing and how to get it.

use onsite_domain::code::Language;
use onsite_judge::RuntimeStatus;

use crate::{
    App,
    environment::{Environment, EnvironmentState},
    views::{Doctor, DoctorCheck, DoctorStatus},
    workbench::Workbench,
};

impl App {
    /// Looks at everything, from a running server.
    pub fn doctor(&self) -> Doctor {
        examine(&self.core.bench, &self.core.environment.state())
    }
}

impl Workbench {
    /// Looks at everything, without a server; the Python environment is made where it is missing.
    pub fn doctor(&self, tell: &dyn Fn(&str)) -> Doctor {
        let state = Environment::new(&self.data).prepare(&self.judge, tell, &|| false);
        examine(self, &state)
    }
}

fn examine(bench: &Workbench, environment: &EnvironmentState) -> Doctor {
    let mut checks = languages(bench);
    checks.push(valgrind(bench));
    checks.push(python_packages(environment));
    checks.extend(sandbox(bench));
    checks.push(bank(bench));
    let data = bench.data.display().to_string();
    checks.push(ok("Data directory", data));
    let clock = bench.clock.note();
    checks.push(ok(
        "Clock",
        clock.unwrap_or_else(|| "the machine's".to_owned()),
    ));
    Doctor {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        checks,
    }
}

fn ok(name: &str, found: String) -> DoctorCheck {
    DoctorCheck {
        name: name.to_owned(),
        status: DoctorStatus::Ok,
        found,
        help: None,
    }
}

fn lacking(name: &str, status: DoctorStatus, found: &str, help: String) -> DoctorCheck {
    DoctorCheck {
        name: name.to_owned(),
        status,
        found: found.to_owned(),
        help: Some(help),
    }
}

fn languages(bench: &Workbench) -> Vec<DoctorCheck> {
    let status = bench.judge.runtimes().status().into_iter();
    let check = |status: RuntimeStatus| {
        let name = status.language.title();
        match status.found {
            Some(found) => ok(
                name,
                format!("{} ({})", found.version, found.path.display()),
            ),
            None => lacking(
                name,
                if Language::REQUIRED.contains(&status.language) {
                    DoctorStatus::Missing
                } else {
                    DoctorStatus::Weak
                },
                "not found",
                status.missing_help,
            ),
        }
    };
    status.map(check).collect()
}

fn valgrind(bench: &Workbench) -> DoctorCheck {
    let name = "Valgrind";
    match bench.judge.runtimes().valgrind() {
        Some(found) => ok(
            name,
            format!("{} ({})", found.version, found.path.display()),
        ),
        None => lacking(
            name,
            DoctorStatus::Weak,
            "not found; growth is measured by the machine's counters where they can be read, else by \
             the clock alone",
            "install it, for example `sudo apt install valgrind`".to_owned(),
        ),
    }
}

fn python_packages(environment: &EnvironmentState) -> DoctorCheck {
    let name = "Python packages";
    match environment {
        EnvironmentState::Ready(path) => ok(name, path.display().to_string()),
        EnvironmentState::Unknown | EnvironmentState::Preparing => {
            let help = "Wait a moment.".to_owned();
            lacking(name, DoctorStatus::Weak, "being prepared", help)
        }
        EnvironmentState::Failed(message) => {
            lacking(name, DoctorStatus::Missing, "not ready", message.clone())
        }
    }
}

fn sandbox(bench: &Workbench) -> Vec<DoctorCheck> {
    let layers = bench.sandbox.layers();
    let active = layers.names().join(", ");
    let whole = if layers.strong() {
        ok("Sandbox", active)
    } else {
        let help = "Answers still run apart; the layers below make it stronger.".to_owned();
        lacking("Sandbox", DoctorStatus::Weak, &active, help)
    };
    let missing = layers.missing().into_iter();
    let each =
        |(name, help): (String, String)| lacking(&name, DoctorStatus::Weak, "not active", help);
    std::iter::once(whole).chain(missing.map(each)).collect()
}

fn bank(bench: &Workbench) -> DoctorCheck {
    let source = bench.source.directory().map_or_else(
        || "the one inside the program".to_owned(),
        |folder| folder.display().to_string(),
    );
    let found = format!(
        "{} questions, from {source}",
        bench.bank.questions().count()
    );
    match bench.diagnostics.len() {
        0 => ok("Bank", found),
        faults => {
            let help = format!("{faults} faults in packages; `onsite bank check` lists them.");
            lacking("Bank", DoctorStatus::Weak, &found, help)
        }
    }
}

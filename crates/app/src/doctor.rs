//! What is installed, what protects, what is missing and how to get it.

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
    let check = |name: &str, status, found: String, help: Option<String>| DoctorCheck {
        name: name.to_owned(),
        status,
        found,
        help,
    };
    let mut checks: Vec<DoctorCheck> = bench
        .judge
        .runtimes()
        .status()
        .into_iter()
        .map(|status| match status.found {
            Some(found) => {
                let text = format!("{} ({})", found.version, found.path.display());
                check(status.language.title(), DoctorStatus::Ok, text, None)
            }
            None => {
                let help = Some(status.missing_help);
                let title = status.language.title();
                check(title, DoctorStatus::Missing, "not found".to_owned(), help)
            }
        })
        .collect();
    let (status, found, help) = match environment {
        EnvironmentState::Ready(path) => (DoctorStatus::Ok, path.display().to_string(), None),
        EnvironmentState::Unknown | EnvironmentState::Preparing => (
            DoctorStatus::Weak,
            "being prepared".to_owned(),
            Some("Wait a moment.".to_owned()),
        ),
        EnvironmentState::Failed(message) => (
            DoctorStatus::Missing,
            "not ready".to_owned(),
            Some(message.clone()),
        ),
    };
    checks.push(check("Python packages", status, found, help));
    let layers = bench.sandbox.layers();
    let strength = if layers.strong() {
        DoctorStatus::Ok
    } else {
        DoctorStatus::Weak
    };
    let help = (!layers.strong())
        .then(|| "Answers still run apart; the layers below make it stronger.".to_owned());
    checks.push(check("Sandbox", strength, layers.names().join(", "), help));
    checks.extend(layers.missing().into_iter().map(|(name, help)| {
        check(
            &name,
            DoctorStatus::Weak,
            "not active".to_owned(),
            Some(help),
        )
    }));
    let source = bench.source.directory().map_or_else(
        || "the one inside the program".to_owned(),
        |folder| folder.display().to_string(),
    );
    let count = bench.bank.questions().count();
    let (status, help) = if bench.diagnostics.is_empty() {
        (DoctorStatus::Ok, None)
    } else {
        let problems = bench.diagnostics.len();
        let help = format!("{problems} faults in packages; `onsite bank check` lists them.");
        (DoctorStatus::Weak, Some(help))
    };
    checks.push(check(
        "Bank",
        status,
        format!("{count} questions, from {source}"),
        help,
    ));
    let data = bench.data.display().to_string();
    checks.push(check("Data directory", DoctorStatus::Ok, data, None));
    let clock = bench
        .clock
        .note()
        .unwrap_or_else(|| "the machine's".to_owned());
    checks.push(check("Clock", DoctorStatus::Ok, clock, None));
    Doctor {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        checks,
    }
}

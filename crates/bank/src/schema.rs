//! JSON Schemas of the bank's files, for editors; the loader says more than they can.

use onsite_domain::{
    code::{Checker, Group, Language, Limits},
    fact::Fact,
    framing::Cell,
    growth::DeclaredGrowth,
    loops::Preset,
    numeric::{Example, Parameter, Tolerance, Unit, WrongTurn},
    practice::{Guide, PracticeList},
    question::{Anchor, Competency, Difficulty, FollowUp, Hint, Level},
    review::Suspect,
    signature::Form,
    simulated::Objective,
    story::{LevelAnchor, Principle, Probe, Pushback},
};
use schemars::{JsonSchema, schema_for};

use crate::{
    code::GivenEntry, design::ScenarioEntry, simulated::ShippedEntry, story::TellingEntry,
    telling::TellingFile,
};

/// `question.toml` of the kind `code`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct CodeManifest {
    #[schemars(flatten)]
    common: Common,
    /// What belongs to the kind.
    code: Code,
}

/// `question.toml` of the kind `design`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct DesignManifest {
    #[schemars(flatten)]
    common: Common,
    /// What belongs to the kind.
    design: Design,
}

/// `question.toml` of the kind `experiment`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct ExperimentManifest {
    #[schemars(flatten)]
    common: Common,
    /// What belongs to the kind.
    experiment: Experiment,
}

/// `question.toml` of the kind `numeric`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct NumericManifest {
    #[schemars(flatten)]
    common: Common,
    /// What belongs to the kind.
    numeric: Numeric,
}

/// `question.toml` of the kind `story`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct StoryManifest {
    #[schemars(flatten)]
    common: Common,
    /// What belongs to the kind.
    story: Story,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its shape is used")]
struct Common {
    /// Version of the package format.
    format: u32,
    /// The folder's name; never changes.
    id: String,
    /// The parent folder's name.
    kind: String,
    /// Rises when tests, limits, checker or rubric change.
    revision: u32,
    /// Name as shown.
    title: String,
    /// One line that says what is asked.
    summary: String,
    /// Level aimed at.
    level: Level,
    /// Difficulty at that level.
    difficulty: Difficulty,
    /// Minutes an interviewer gives it.
    minutes: u32,
    /// Ids of competencies.toml.
    competencies: Vec<String>,
    /// Search labels.
    topics: Vec<String>,
    /// Ids of the catalogue.
    #[schemars(default)]
    covers: Vec<String>,
    /// Hints in ladder order.
    hint: Vec<Hint>,
    /// Follow-ups in the order in which they are asked.
    follow_up: Vec<FollowUp>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Code {
    /// Limits per test case.
    limits: Limits,
    /// Limits that replace them for one language.
    language_limits: Option<std::collections::BTreeMap<Language, Limits>>,
    /// Shape of the answer.
    answer: Form,
    /// How an output is judged.
    checker: Checker,
    /// Growth classes.
    growth: Option<DeclaredGrowth>,
    /// Code that an answer starts from.
    given: Option<GivenEntry>,
    /// Cases made by generator.py.
    #[schemars(default)]
    generated: Vec<Generated>,
    /// What is said of shipped answers.
    #[schemars(default)]
    submission: Vec<Submission>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Generated {
    /// Name, such as `12-many-weights`.
    name: String,
    /// Sample or secret.
    group: Group,
    /// The generator's arguments.
    arguments: Vec<String>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Submission {
    /// Path below `submissions/`.
    file: String,
    /// Why it gets its verdict.
    because: String,
    /// The first case it fails on.
    fails_on: Option<String>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Design {
    /// What a design is run under, in this order.
    scenario: Vec<ScenarioEntry>,
    /// What a design has to meet.
    objective: Vec<Objective>,
    /// The cells of the framing sheet.
    #[schemars(default)]
    framing: Vec<Cell>,
    /// Of a review: what is wrong with the given design, and what only looks so.
    #[schemars(default)]
    suspect: Vec<Suspect>,
    /// The shipped answers, each with what it misses.
    shipped: Vec<ShippedEntry>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Experiment {
    /// How the metric goes with what is known from before; a plan may adjust for that only.
    #[schemars(default)]
    covariate_correlation: f64,
    /// Populations that a plan is run on.
    populations: u64,
    /// What a plan has to meet.
    objective: Vec<Objective>,
    /// The plans, each with what it misses.
    plan: Vec<ShippedEntry>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Numeric {
    /// The unit an answer is in.
    unit: String,
    /// Other units that are understood.
    #[schemars(default)]
    units: Vec<Unit>,
    /// How close an answer must be.
    tolerance: Tolerance,
    /// Parameters, drawn in this order.
    parameter: Vec<Parameter>,
    /// Known wrong turns.
    wrong_turn: Vec<WrongTurn>,
    /// Worked examples.
    example: Vec<Example>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Story {
    /// Leadership principles it asks for, by id of principles.toml.
    principles: Vec<String>,
    /// What is asked on a gap, at most one per gap.
    #[schemars(default)]
    probe: Vec<Probe>,
    /// What is held against the telling: with a fact that is so, one that is not, and none.
    pushback: Vec<Pushback>,
    /// What a telling shows at L4, L5, L6 and L7.
    anchor: Vec<LevelAnchor>,
    /// The tellings, each with its gaps.
    telling: Vec<TellingEntry>,
}

/// `rubric.toml`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Rubric {
    /// One per competency of the question.
    anchor: Vec<Anchor>,
}

/// `facts.toml`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Facts {
    /// What is told who asks for it.
    fact: Vec<Fact>,
}

/// `competencies.toml`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Competencies {
    /// The competencies.
    competency: Vec<Competency>,
}

/// `principles.toml`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct Principles {
    /// The leadership principles.
    principle: Vec<Principle>,
}

/// `lists.toml`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used")]
struct ListsFile {
    /// The guides that asked for questions.
    #[schemars(default)]
    guide: Vec<Guide>,
    /// Lists in a chosen order.
    #[schemars(default)]
    list: Vec<PracticeList>,
}

/// The schemas by file name, as they stand under `bank/schemas/`.
pub fn schemas() -> Vec<(&'static str, String)> {
    [
        ("question-code.json", schema_for!(CodeManifest)),
        ("question-design.json", schema_for!(DesignManifest)),
        ("question-experiment.json", schema_for!(ExperimentManifest)),
        ("question-numeric.json", schema_for!(NumericManifest)),
        ("question-story.json", schema_for!(StoryManifest)),
        ("telling.json", schema_for!(TellingFile)),
        ("rubric.json", schema_for!(Rubric)),
        ("facts.json", schema_for!(Facts)),
        ("competencies.json", schema_for!(Competencies)),
        ("principles.json", schema_for!(Principles)),
        ("lists.json", schema_for!(ListsFile)),
        ("preset.json", schema_for!(Preset)),
    ]
    .into_iter()
    .map(|(name, schema)| {
        let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
        (name, text + "\n")
    })
    .collect()
}

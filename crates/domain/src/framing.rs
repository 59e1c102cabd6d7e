//! The framing sheet of a design: what is decided before anything is drawn, cell by cell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Least words of a reason that says something.
pub const LEAST_WORDS: usize = 6;

/// A cell of the sheet: a question, and the choices that a reason is given for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Its key in `[framing]`, such as `label`.
    pub id: String,
    /// What is decided here, as a question.
    pub asks: String,
    /// What an interviewer asks where the cell is empty or its reason says nothing.
    pub probe: String,
    /// Most choices that may be picked.
    #[serde(default = "one")]
    pub most: u32,
    /// The choices.
    pub option: Vec<Choice>,
}

const fn one() -> u32 {
    1
}

/// A choice of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name, such as `chargeback`.
    pub id: String,
    /// What it is, in a line.
    pub text: String,
    /// What speaks against it, whatever else is chosen; left out for a choice that holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<String>,
    /// What it contradicts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clash: Vec<Clash>,
}

/// Two choices of different cells that cannot both hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Clash {
    /// The other cell and its choice, such as `label.chargeback`.
    pub with: String,
    /// Why, in Markdown.
    pub because: String,
}

/// What was written in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The choices' names.
    pub pick: Vec<String>,
    /// The reason.
    pub why: String,
}

/// What is wrong with what was written in a cell; nothing where the question has the cell and its
/// choices.
pub fn refuse(cells: &[Cell], id: &str, pick: &[String]) -> Option<String> {
    let Some(cell) = cells.iter().find(|cell| cell.id == id) else {
        let known: Vec<&str> = cells.iter().map(|cell| cell.id.as_str()).collect();
        return Some(format!(
            "the framing sheet has no cell `{id}`; it has {}",
            known.join(", ")
        ));
    };
    let options: Vec<&str> = cell.option.iter().map(|o| o.id.as_str()).collect();
    if let Some(unknown) = pick.iter().find(|pick| !options.contains(&pick.as_str())) {
        return Some(format!(
            "framing.{id} has no choice `{unknown}`; it has {}",
            options.join(", ")
        ));
    }
    (pick.len() > cell.most as usize).then(|| {
        format!(
            "framing.{id} has {} choices; {} at most",
            pick.len(),
            cell.most
        )
    })
}

/// How the problem was framed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FramingDetail {
    /// The cells, in the question's order.
    pub cells: Vec<FramedCell>,
}

impl FramingDetail {
    /// How many cells hold.
    pub fn sound(&self) -> usize {
        let sound = |cell: &&FramedCell| cell.state == Framed::Sound;
        self.cells.iter().filter(sound).count()
    }
}

/// A cell as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FramedCell {
    /// Its key in `[framing]`.
    pub id: String,
    /// What is decided here, as a question.
    pub asks: String,
    /// The choices that were picked, in words.
    pub picked: Vec<String>,
    /// The reason.
    pub why: String,
    /// How it stands.
    pub state: Framed,
    /// What contradicts, in Markdown; else what an interviewer would ask.
    pub notes: Vec<String>,
}

/// How a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Framed {
    /// Nothing is picked.
    Empty,
    /// Something is picked, and the reason says nothing.
    Vague,
    /// A choice cannot hold.
    Contradicts,
    /// The choices hold, and a reason is given.
    Sound,
}

/// Holds a sheet to a question's cells. What is written in no cell of the question is left out.
pub fn check(cells: &[Cell], written: &dyn Fn(&str) -> Written) -> FramingDetail {
    let sheet: Vec<(&Cell, Written)> = cells.iter().map(|c| (c, written(&c.id))).collect();
    let is_picked = |with: &str| {
        let (cell, choice) = with.split_once('.').unwrap_or((with, ""));
        let mut cells = sheet.iter().filter(|(c, _)| c.id == cell);
        cells.any(|(_, written)| written.pick.iter().any(|picked| picked == choice))
    };
    let framed = |(cell, written): &(&Cell, Written)| {
        let picked: Vec<&Choice> = cell
            .option
            .iter()
            .filter(|choice| written.pick.contains(&choice.id))
            .collect();
        let against = picked.iter().filter_map(|choice| choice.against.clone());
        let clashes = picked
            .iter()
            .flat_map(|choice| &choice.clash)
            .filter(|clash| is_picked(&clash.with))
            .map(|clash| clash.because.clone());
        let mut notes: Vec<String> = against.chain(clashes).collect();
        let state = if picked.is_empty() {
            Framed::Empty
        } else if !notes.is_empty() {
            Framed::Contradicts
        } else if written.why.split_whitespace().count() < LEAST_WORDS {
            Framed::Vague
        } else {
            Framed::Sound
        };
        if matches!(state, Framed::Empty | Framed::Vague) {
            notes.push(cell.probe.clone());
        }
        FramedCell {
            id: cell.id.clone(),
            asks: cell.asks.clone(),
            picked: picked.iter().map(|choice| choice.text.clone()).collect(),
            why: written.why.clone(),
            state,
            notes,
        }
    };
    FramingDetail {
        cells: sheet.iter().map(framed).collect(),
    }
}

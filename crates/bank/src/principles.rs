//! Reads `principles.toml`: the leadership principles that story questions ask for.

use onsite_domain::story::Principle;

use crate::{
    checks::{no_duplicates, not_empty},
    coverage::Catalogue,
    diagnostic::Notes,
    manifest::{At, Table},
    prose,
};

/// The file of principles.
pub(crate) const PRINCIPLES: &str = "principles.toml";

/// Reads the principles; what is wrong with one is noted, and it stays.
pub(crate) fn read(text: &str, catalogue: &Catalogue, notes: &mut Notes) -> Vec<Principle> {
    let Some(mut table) = Table::parse(PRINCIPLES, text, notes) else {
        return Vec::new();
    };
    let principles = table.each::<Principle>("principle", notes);
    table.finish(notes);
    let ids = principles.iter().map(|p| (p.value.id.as_str(), p.line));
    no_duplicates(PRINCIPLES, PRINCIPLES, ids, notes);
    let covers = principles.iter().map(|p| (p.value.covers.as_str(), p.line));
    no_duplicates("`covers`", PRINCIPLES, covers, notes);
    for At { value, line } in &principles {
        if !prose::is_slug(&value.id) {
            let message = format!("“{}” cannot be an id", value.id);
            let help = "use small letters and digits in words joined by hyphens";
            notes.add("bad-id", PRINCIPLES, *line, message, help);
        }
        not_empty("title", PRINCIPLES, &value.title, *line, notes);
        not_empty("means", PRINCIPLES, &value.means, *line, notes);
        let item = catalogue.get(&value.covers);
        if item.is_none_or(|item| item.kind != "principle") {
            let message = format!("the catalogue has no principle “{}”", value.covers);
            let help = "take the id of an item of kind principle from bank/catalogue.toml";
            notes.add("unknown-cover", PRINCIPLES, *line, message, help);
        }
    }
    principles.into_iter().map(|p| p.value).collect()
}

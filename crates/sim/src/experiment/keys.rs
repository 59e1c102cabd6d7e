//! Reading keys of a plan one by one, so that every problem is found at once and has its line.

use toml::de::{DeTable, DeValue};

use crate::{MOST_BYTES, Problem};

/// A text of TOML and what was found wrong with it.
pub struct Reader {
    /// Where each line but the first begins, in bytes.
    starts: Vec<usize>,
    pub problems: Vec<Problem>,
}

/// One table of the text, and which of its keys were asked for.
pub struct Section<'a, 'i> {
    name: &'static str,
    line: u32,
    table: Option<&'a DeTable<'i>>,
    asked: Vec<&'static str>,
}

impl Reader {
    /// Reads the tables; nothing where the text is no TOML, which then is the only problem.
    pub fn tables(text: &str) -> (Self, Option<DeTable<'_>>) {
        let mut reader = Self {
            starts: text.match_indices('\n').map(|(at, _)| at + 1).collect(),
            problems: Vec::new(),
        };
        if text.len() > MOST_BYTES {
            reader.problems.push(Problem::new(
                None,
                format!("the file has {} bytes, more than {MOST_BYTES}", text.len()),
                "a plan needs a few dozen lines; see docs/experiments.md",
            ));
            return (reader, None);
        }
        match DeTable::parse(text) {
            Ok(table) => (reader, Some(table.into_inner())),
            Err(error) => {
                let line = error.span().map(|span| reader.line_at(span.start));
                reader.problems.push(Problem::new(
                    line,
                    error.message().trim(),
                    "write TOML: `[plan]` and `[world]`, then lines of `key = value`",
                ));
                (reader, None)
            }
        }
    }

    /// The line, from one, of a place in bytes.
    fn line_at(&self, at: usize) -> u32 {
        let before = self.starts.partition_point(|&start| start <= at);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }

    /// A table by name; a missing one is a problem where it is needed.
    pub fn section<'t, 'i>(
        &mut self,
        tables: &'t DeTable<'i>,
        name: &'static str,
        needed: bool,
    ) -> Section<'t, 'i> {
        let found = tables.get_key_value(name);
        let line = found.map_or(1, |(key, _)| self.line_at(key.span().start));
        let table = found.and_then(|(_, value)| value.get_ref().as_table());
        if table.is_none() && (needed || found.is_some()) {
            let what = if found.is_some() {
                format!("`{name}` is no table")
            } else {
                format!("the table `[{name}]` is missing")
            };
            let help = format!("write a line `[{name}]` and its keys below");
            self.problems
                .push(Problem::new(found.map(|_| line), what, help));
        }
        Section {
            name,
            line,
            table,
            asked: Vec::new(),
        }
    }

    /// Tables that nobody knows.
    pub fn unknown_tables(&mut self, tables: &DeTable<'_>, known: &[&str]) {
        for (key, _) in tables {
            if !known.contains(&key.get_ref().as_ref()) {
                self.problems.push(Problem::new(
                    self.line_at(key.span().start),
                    format!("unknown key `{}`", key.get_ref()),
                    format!("a plan has the tables: {}", known.join(", ")),
                ));
            }
        }
    }

    /// A problem at a key, or at the table where the key is not written.
    pub fn refuse(&mut self, section: &Section<'_, '_>, key: &str, what: &str, help: &str) {
        let line = section.line_of_key(self, key);
        self.problems.push(Problem::new(
            line,
            format!("`{key}` in `[{}]`: {what}", section.name),
            help,
        ));
    }

    /// The value of a key; a missing one without a default is a problem, told here.
    fn value<'t, 'i>(
        &mut self,
        section: &mut Section<'t, 'i>,
        key: &'static str,
        needed: bool,
        allowed: &str,
    ) -> Option<&'t DeValue<'i>> {
        section.asked.push(key);
        let value = section.table?.get(key).map(toml::Spanned::get_ref);
        if value.is_none() && needed {
            self.refuse(section, key, "is missing", &format!("set it: {allowed}"));
        }
        value
    }

    /// A number that `fits`; nothing where it is wrong, which has been told then.
    pub fn number(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        default: Option<f64>,
        allowed: &str,
        fits: impl Fn(f64) -> bool,
    ) -> Option<f64> {
        let Some(value) = self.value(section, key, default.is_none(), allowed) else {
            return default;
        };
        match as_number(value) {
            Some(number) if number.is_finite() && fits(number) => Some(number),
            Some(number) => {
                self.refuse(section, key, &format!("{number} is not allowed"), allowed);
                None
            }
            None => {
                let what = format!("is no number but of type {}", value.type_str());
                self.refuse(section, key, &what, allowed);
                None
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub fn whole(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        default: Option<u64>,
        (least, most): (u64, u64),
    ) -> Option<u64> {
        let allowed = format!("a whole number from {least} to {most}");
        let Some(value) = self.value(section, key, default.is_none(), &allowed) else {
            return default;
        };
        let what = match value {
            DeValue::Integer(integer) => {
                match u64::from_str_radix(integer.as_str(), integer.radix()) {
                    Ok(number) if (least..=most).contains(&number) => return Some(number),
                    _ => format!("{} is not allowed", integer.as_str()),
                }
            }
            DeValue::Float(float) => format!("{} is no whole number", float.as_str()),
            other => format!("is no whole number but of type {}", other.type_str()),
        };
        self.refuse(section, key, &what, &allowed);
        None
    }

    /// Any text that is not empty.
    pub fn text(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        default: &str,
    ) -> Option<String> {
        let allowed = "a text in quotes, of 1 to 200 characters";
        let Some(value) = self.value(section, key, false, allowed) else {
            return Some(default.to_owned());
        };
        match value.as_str() {
            Some(text) if !text.trim().is_empty() && text.chars().count() <= 200 => {
                Some(text.to_owned())
            }
            _ => {
                self.refuse(section, key, "is no name", allowed);
                None
            }
        }
    }

    /// One of the words that are known, as its place among them.
    pub fn word(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        default: Option<usize>,
        known: &[&str],
    ) -> Option<usize> {
        let allowed = format!("one of: {}", known.join(", "));
        let Some(value) = self.value(section, key, default.is_none(), &allowed) else {
            return default;
        };
        let what = match value.as_str() {
            Some(word) => {
                if let Some(at) = known.iter().position(|known| *known == word) {
                    return Some(at);
                }
                format!("`{word}` is not known")
            }
            None => format!("is no text but of type {}", value.type_str()),
        };
        self.refuse(section, key, &what, &allowed);
        None
    }

    /// Two numbers, where the key is written.
    pub fn pair(
        &mut self,
        section: &mut Section<'_, '_>,
        key: &'static str,
        allowed: &str,
        fits: impl Fn([f64; 2]) -> bool,
    ) -> Option<[f64; 2]> {
        let value = self.value(section, key, false, allowed)?;
        let numbers: Option<Vec<f64>> = value
            .as_array()
            .and_then(|array| array.iter().map(|one| as_number(one.get_ref())).collect());
        match numbers.as_deref() {
            Some(&[first, second]) if fits([first, second]) => Some([first, second]),
            _ => {
                self.refuse(section, key, "is not allowed", allowed);
                None
            }
        }
    }

    /// Keys of a table that nothing asked for.
    pub fn unknown_keys(&mut self, section: &Section<'_, '_>) {
        for (key, _) in section.table.iter().flat_map(|table| table.iter()) {
            let name = key.get_ref().as_ref();
            if !section.asked.contains(&name) {
                let help = format!("`[{}]` has: {}", section.name, section.asked.join(", "));
                self.refuse(section, name, "is not known", &help);
            }
        }
    }
}

impl Section<'_, '_> {
    /// Whether the table is there.
    pub const fn exists(&self) -> bool {
        self.table.is_some()
    }

    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.table.is_some_and(|table| table.contains_key(key))
    }

    fn line_of_key(&self, reader: &Reader, key: &str) -> u32 {
        self.table
            .and_then(|table| table.get_key_value(key))
            .map_or(self.line, |(key, _)| reader.line_at(key.span().start))
    }
}

fn as_number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(integer) => {
            let parsed = i128::from_str_radix(integer.as_str(), integer.radix()).ok();
            parsed.map(|whole| whole as f64)
        }
        _ => None,
    }
}

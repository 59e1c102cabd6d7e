//! The keys of one YAML map, taken one by one, each with its type; what is left over is unknown.

use super::{
    folder::Folder,
    remarks::Remarks,
    yaml::{self, Node, Value},
};

/// The keys of a map in a file.
#[derive(Debug)]
pub(super) struct Fields {
    file: String,
    left: Vec<(String, Node)>,
}

impl Fields {
    /// Reads a file of the package that holds one map; an empty file is an empty map.
    pub(super) fn read(folder: &Folder, file: &str, remarks: &mut Remarks) -> Option<Self> {
        let text = match folder.text(file, yaml::MOST_BYTES) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("it cannot be read: {error}");
                remarks.fault(file, None, message, "put a readable file here");
                return None;
            }
        };
        match yaml::read(&text) {
            Ok(node) => Self::of(file, node, remarks),
            Err(refusal) => {
                let help = "write it as plain YAML, keys with values";
                remarks.fault(file, refusal.line, refusal.message, help);
                None
            }
        }
    }

    /// The keys of a node, which must be a map or nothing.
    pub(super) fn of(file: &str, node: Node, remarks: &mut Remarks) -> Option<Self> {
        let left = match node.value {
            Value::Map(pairs) => pairs,
            Value::Null => Vec::new(),
            _ => {
                let message = format!("a map is expected here, not {}", node.kind());
                remarks.fault(file, node.line, message, "write `key: value`");
                return None;
            }
        };
        Some(Self {
            file: file.to_owned(),
            left,
        })
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.left.iter().any(|(name, _)| name == key)
    }

    /// Whether a key is there and holds a map.
    pub(super) fn is_map(&self, key: &str) -> bool {
        let found = self.left.iter().find(|(name, _)| name == key);
        found.is_some_and(|(_, node)| matches!(node.value, Value::Map(_)))
    }

    /// Whether a key is there and holds just this text.
    pub(super) fn says(&self, key: &str, text: &str) -> bool {
        let found = self.left.iter().find(|(name, _)| name == key);
        found.is_some_and(|(_, node)| node.text() == Some(text))
    }

    /// The line of a key that is there.
    pub(super) fn line_of(&self, key: &str) -> Option<u32> {
        let found = self.left.iter().find(|(name, _)| name == key);
        found.map(|(_, node)| node.line)
    }

    /// Takes a key with whatever it holds; one that holds nothing counts as absent.
    pub(super) fn take(&mut self, key: &str) -> Option<Node> {
        let at = self.left.iter().position(|(name, _)| name == key)?;
        let (_, node) = self.left.remove(at);
        (node.value != Value::Null).then_some(node)
    }

    /// Takes every key that is left.
    pub(super) fn drain(&mut self) -> Vec<(String, Node)> {
        std::mem::take(&mut self.left)
    }

    /// Takes a text.
    pub(super) fn text(&mut self, key: &str, remarks: &mut Remarks) -> Option<(String, u32)> {
        let node = self.take(key)?;
        if let Some(text) = node.text() {
            return Some((text.to_owned(), node.line));
        }
        let message = format!("`{key}` must be a text, not {}", node.kind());
        remarks.fault(&self.file, node.line, message, "write one value");
        None
    }

    /// Takes one of some words.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &str,
        words: &[(&str, T)],
        remarks: &mut Remarks,
    ) -> Option<T> {
        let (text, line) = self.text(key, remarks)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let help = format!("use one of: {}", known.join(", "));
            remarks.fault(&self.file, line, format!("`{key}` is “{text}”"), help);
        }
        found.map(|(_, value)| *value)
    }

    /// Takes a number within a range.
    pub(super) fn number(
        &mut self,
        key: &str,
        range: std::ops::RangeInclusive<f64>,
        remarks: &mut Remarks,
    ) -> Option<f64> {
        let (text, line) = self.text(key, remarks)?;
        let number = text.trim().parse().ok().filter(|n| range.contains(n));
        if number.is_none() {
            let help = format!("write a number from {} to {}", range.start(), range.end());
            remarks.fault(&self.file, line, format!("`{key}` is “{text}”"), help);
        }
        number
    }

    /// Takes words: a text with spaces between them, or a list.
    pub(super) fn words(&mut self, key: &str, remarks: &mut Remarks) -> Option<Vec<String>> {
        let node = self.take(key)?;
        let words = match &node.value {
            Value::Text(text) => Some(text.split_whitespace().map(str::to_owned).collect()),
            Value::List(items) => items
                .iter()
                .map(|item| item.text().map(str::to_owned))
                .collect(),
            _ => None,
        };
        if words.is_none() {
            let message = format!("`{key}` must be words, not {}", node.kind());
            remarks.fault(
                &self.file,
                node.line,
                message,
                "write words, or a list of them",
            );
        }
        words
    }

    /// Takes a map.
    pub(super) fn map(&mut self, key: &str, remarks: &mut Remarks) -> Option<Self> {
        let node = self.take(key)?;
        Self::of(&self.file, node, remarks)
    }

    /// Drops keys that change no verdict.
    pub(super) fn overlook(&mut self, keys: &[&str]) {
        self.left.retain(|(name, _)| !keys.contains(&&**name));
    }

    /// Refuses whatever is left: a key nobody knows may be a misspelt limit.
    pub(super) fn finish(self, remarks: &mut Remarks) {
        for (name, node) in &self.left {
            remarks.fault(
                &self.file,
                node.line,
                format!("the format knows no key `{name}` here"),
                "mend its spelling, or take it out",
            );
        }
    }
}

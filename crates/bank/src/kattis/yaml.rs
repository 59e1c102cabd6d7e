//! YAML of packages as a tree with lines: maps, lists and texts. What could grow out of all bounds
//! or mean two things (anchors, aliases, keys given twice) is refused.

use saphyr_parser::{Event, Parser, ScalarStyle};

/// Longest file that is read, in bytes.
pub(super) const MOST_BYTES: u64 = 64 * 1024;
/// How deep lists and maps nest.
const MOST_DEPTH: usize = 16;

/// A value, and the line where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// The line, from one.
    pub(super) line: u32,
    /// The value.
    pub(super) value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Null,
    /// A text, a number or a truth value, as it is written.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with their values, in order.
    Map(Vec<(String, Node)>),
}

/// Why a file is no such tree, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The line, from one.
    pub(super) line: u32,
    /// What is wrong.
    pub(super) message: String,
}

impl Node {
    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What it is, in a word.
    pub(super) const fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// What is being read.
enum Open {
    List(u32, Vec<Node>),
    /// With the key that waits for its value.
    Map(u32, Vec<(String, Node)>, Option<String>),
}

/// Reads one document; an empty one is nothing.
pub(super) fn read(text: &str) -> Result<Node, Refusal> {
    let mut open: Vec<Open> = Vec::new();
    let mut done: Option<Node> = None;
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Refusal {
            line: line_of(error.marker().line()),
            message: format!("this is not YAML: {}", error.info()),
        })?;
        let line = line_of(span.start.line());
        let refuse = |message: &str| {
            Err(Refusal {
                line,
                message: message.to_owned(),
            })
        };
        let node = match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    return refuse("there is a second document; one is read");
                }
                continue;
            }
            Event::Alias(_) => return refuse("an alias (`*name`) is not read; write it out"),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(anchor, _)
            | Event::MappingStart(anchor, _)
                if anchor > 0 =>
            {
                return refuse("an anchor (`&name`) is not read; write it out");
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= MOST_DEPTH => {
                return refuse(&format!("lists and maps nest at most {MOST_DEPTH} deep"));
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(line, Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(line, Vec::new(), None));
                continue;
            }
            Event::Scalar(text, style, _, _) => Node {
                line,
                value: scalar(&text, style),
            },
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(line, items)) => Node {
                    line,
                    value: Value::List(items),
                },
                Some(Open::Map(line, pairs, _)) => Node {
                    line,
                    value: Value::Map(pairs),
                },
                None => continue,
            },
            _ => continue,
        };
        match open.last_mut() {
            None => done = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, pairs, key)) => put(pairs, key, node)?,
        }
    }
    Ok(done.unwrap_or(Node {
        line: 1,
        value: Value::Null,
    }))
}

/// Takes a key, or the value of the key that came before.
fn put(
    pairs: &mut Vec<(String, Node)>,
    waiting: &mut Option<String>,
    node: Node,
) -> Result<(), Refusal> {
    if let Some(key) = waiting.take() {
        pairs.push((key, node));
        return Ok(());
    }
    let refuse = |message: String| {
        Err(Refusal {
            line: node.line,
            message,
        })
    };
    let Some(key) = node.text() else {
        return refuse(format!("a key must be a text, not {}", node.kind()));
    };
    if pairs.iter().any(|(other, _)| other == key) {
        return refuse(format!("the key `{key}` stands here twice"));
    }
    *waiting = Some(key.to_owned());
    Ok(())
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Text(text.to_owned())
}

fn line_of(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

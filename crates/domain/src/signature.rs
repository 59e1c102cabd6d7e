//! Typed signatures, from which the starter and harness of every language are made.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A type that every language can take and return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Type {
    /// A 64-bit signed integer.
    Int,
    /// A 64-bit float.
    Float,
    /// True or false.
    Bool,
    /// Text.
    String,
    /// A list of one type.
    List(Box<Type>),
    /// A list of equally long lists.
    Matrix(Box<Type>),
    /// A binary tree or nothing, written level by level with `null` for a missing child.
    Tree(Box<Type>),
    /// A singly linked list or nothing, written as a list.
    LinkedList(Box<Type>),
    /// A graph as its adjacency list: entry `i` lists the neighbours of node `i`.
    Graph,
    /// A value or nothing.
    Optional(Box<Type>),
    /// Nothing; only as what a method returns.
    Void,
}

/// How deep types may nest; deeper ones are refused as unreadable.
const DEPTH: usize = 4;

impl Type {
    fn parse(text: &str, depth: usize) -> Result<Self, ParseTypeError> {
        let text = text.trim();
        let bad = || ParseTypeError(text.to_owned());
        match text {
            "int" => return Ok(Self::Int),
            "float" => return Ok(Self::Float),
            "bool" => return Ok(Self::Bool),
            "string" => return Ok(Self::String),
            "graph" => return Ok(Self::Graph),
            "void" => return Ok(Self::Void),
            _ if depth == 0 => return Err(bad()),
            _ => {}
        }
        let (outer, rest) = text.split_once('<').ok_or_else(bad)?;
        let inner = rest.strip_suffix('>').ok_or_else(bad)?;
        let inner = Box::new(Self::parse(inner, depth - 1)?);
        let plain = matches!(*inner, Self::Int | Self::Float | Self::Bool | Self::String);
        match outer.trim() {
            "list" if *inner != Self::Void => Ok(Self::List(inner)),
            "matrix" if plain => Ok(Self::Matrix(inner)),
            "tree" if plain => Ok(Self::Tree(inner)),
            "linked_list" if plain => Ok(Self::LinkedList(inner)),
            "optional" if *inner != Self::Void => Ok(Self::Optional(inner)),
            _ => Err(bad()),
        }
    }
}

impl FromStr for Type {
    type Err = ParseTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text, DEPTH)
    }
}

impl TryFrom<String> for Type {
    type Error = ParseTypeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Type> for String {
    fn from(value: Type) -> Self {
        value.to_string()
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int => f.write_str("int"),
            Self::Float => f.write_str("float"),
            Self::Bool => f.write_str("bool"),
            Self::String => f.write_str("string"),
            Self::List(inner) => write!(f, "list<{inner}>"),
            Self::Matrix(inner) => write!(f, "matrix<{inner}>"),
            Self::Tree(inner) => write!(f, "tree<{inner}>"),
            Self::LinkedList(inner) => write!(f, "linked_list<{inner}>"),
            Self::Graph => f.write_str("graph"),
            Self::Optional(inner) => write!(f, "optional<{inner}>"),
            Self::Void => f.write_str("void"),
        }
    }
}

/// The text is not a type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a type; use int, float, bool, string, graph, void, or list<…>, matrix<…>, \
     tree<…>, linked_list<…>, optional<…> of one, at most four deep"
)]
pub struct ParseTypeError(pub String);

impl JsonSchema for Type {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Type".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "int, float, bool, string, graph, void, or list<…>, matrix<…>, \
                            tree<…>, linked_list<…>, optional<…> of one",
        })
    }
}

/// A named, typed parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypedName {
    /// Name in `snake_case`; the same in every language.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
}

/// A function or method.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// Name in `snake_case`; the same in every language.
    pub name: String,
    /// Parameters in order.
    pub parameters: Vec<TypedName>,
    /// What it returns.
    pub returns: Type,
}

/// Reads a variant without fields and refuses any: on such a variant of a tagged enum serde's own
/// `deny_unknown_fields` has no effect.
pub(crate) fn no_fields<'de, D: serde::Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct NoFields {}

    NoFields::deserialize(from).map(|NoFields {}| ())
}

/// The shape of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Form {
    /// One function; a case's input is a JSON array of its arguments.
    Function {
        /// The function.
        function: Function,
    },
    /// A class whose methods are called in sequence. A case's input is a JSON array of calls
    /// `[name, [arguments…]]` or `[name, [arguments…], times]`, the first one naming the class;
    /// its answer is the list of results, `null` for construction and void methods, a list where
    /// a call is repeated.
    Class {
        /// Name in `UpperCamelCase`.
        name: String,
        /// Parameters of construction.
        constructor: Vec<TypedName>,
        /// Methods.
        methods: Vec<Function>,
    },
    /// A class with two methods, one turning a value into text and one turning it back; each runs
    /// in an execution of its own, so that only the text can carry the value over.
    RoundTrip {
        /// Name of the class.
        name: String,
        /// Method that takes the value and returns a string.
        encode: String,
        /// Method that takes the string and returns the value.
        decode: String,
        /// The value's type.
        value: Type,
    },
    /// A program that reads standard input and writes standard output.
    #[serde(deserialize_with = "no_fields")]
    Program,
}

impl Form {
    /// The name of the function or class that an answer must define; nothing for a program.
    pub fn entry(&self) -> Option<&str> {
        match self {
            Self::Function { function } => Some(&function.name),
            Self::Class { name, .. } | Self::RoundTrip { name, .. } => Some(name),
            Self::Program => None,
        }
    }
}

/// Views for the API: types as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignatureLine {
    /// One line such as `iou(a: list<float>, b: list<float>) -> float`.
    pub text: String,
}

impl Form {
    /// The signature in neutral notation, a line per function or method.
    pub fn lines(&self) -> Vec<SignatureLine> {
        let list = |parameters: &[TypedName]| {
            parameters
                .iter()
                .map(|p| format!("{}: {}", p.name, p.ty))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let line = |f: &Function| SignatureLine {
            text: format!("{}({}) -> {}", f.name, list(&f.parameters), f.returns),
        };
        match self {
            Self::Function { function } => vec![line(function)],
            Self::Class {
                name,
                constructor,
                methods,
            } => std::iter::once(SignatureLine {
                text: format!("{name}({})", list(constructor)),
            })
            .chain(methods.iter().map(line))
            .collect(),
            Self::RoundTrip {
                encode,
                decode,
                value,
                ..
            } => vec![
                SignatureLine {
                    text: format!("{encode}(value: {value}) -> string"),
                },
                SignatureLine {
                    text: format!("{decode}(text: string) -> {value}"),
                },
            ],
            Self::Program => Vec::new(),
        }
    }
}

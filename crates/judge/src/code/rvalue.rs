//! Writes values as R's own binary form of them (XDR, version 2), typed by the signature: numbers
//! as vectors of doubles, texts as vectors of text, a matrix as a matrix, other lists as lists.

use onsite_domain::signature::{Form, Type, TypedName};
use serde_json::Value;

/// Greatest integer up to which doubles hold every one.
const MOST_INTEGER: u64 = 1 << 53;
/// Types of R's values, by its own numbers.
const CHARACTERS: u32 = 9;
const LOGICAL: u32 = 10;
const INTEGER: u32 = 13;
const REAL: u32 = 14;
const STRING: u32 = 16;
const LIST: u32 = 19;
const PAIRS: u32 = 2;
const SYMBOL: u32 = 1;
const NOTHING: u32 = 254;
const HAS_ATTRIBUTES: u32 = 1 << 9;
const HAS_TAG: u32 = 1 << 10;
const IS_UTF8: u32 = 8 << 12;
/// The bits that R takes for a missing number, and the integer for a missing truth value.
const MISSING_REAL: u64 = 0x7FF0_0000_0000_07A2;
const MISSING_LOGICAL: u32 = 1 << 31;

/// Why R cannot hold a value, where it cannot.
pub(super) fn unfit(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(unfit),
        Value::Number(number) if !number.is_f64() => {
            let size = number.as_i64().map_or(u64::MAX, i64::unsigned_abs);
            (size > MOST_INTEGER).then(|| {
                format!(
                    "This case holds the integer {number}, which R cannot: its numbers hold \
                     integers up to 2^53. Answer in another language."
                )
            })
        }
        Value::String(text) => text.contains('\0').then(|| {
            "This case holds a text with a zero byte, which R cannot. Answer in another language."
                .to_owned()
        }),
        _ => None,
    }
}

/// The input of one mode of the harness.
pub(super) fn case(form: &Form, mode: &str, value: &Value) -> Vec<u8> {
    let mut out = Writer(b"X\n".to_vec());
    // The version of the form, the version of R that wrote it, and the oldest that can read it.
    for number in [2, 0x0004_0000, 0x0002_0300] {
        out.number(number);
    }
    match form {
        Form::Program => out.number(NOTHING),
        Form::Function { function } => out.arguments(&function.parameters, value),
        Form::RoundTrip { value: ty, .. } if mode == "encode" => out.value(ty, value),
        Form::RoundTrip { .. } => out.value(&Type::String, value),
        Form::Class {
            constructor,
            methods,
            ..
        } => {
            let calls = value.as_array().map_or(&[][..], Vec::as_slice);
            out.head(LIST, calls.len());
            for (index, call) in calls.iter().enumerate() {
                let name = call[0].as_str().unwrap_or_default();
                let method = methods.iter().find(|m| index > 0 && m.name == name);
                let parameters = method.map_or(constructor, |method| &method.parameters);
                let times = call.get(2);
                out.head(LIST, 2 + usize::from(times.is_some()));
                out.texts(&[Some(name)]);
                out.arguments(parameters, &call[1]);
                if let Some(times) = times {
                    out.value(&Type::Int, times);
                }
            }
        }
    }
    out.0
}

/// Collects the binary form.
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_be_bytes());
    }

    fn head(&mut self, flags: u32, length: usize) {
        self.number(flags);
        // No case comes near the length that does not fit.
        self.number(u32::try_from(length).unwrap_or_default());
    }

    fn arguments(&mut self, parameters: &[TypedName], values: &Value) {
        self.head(LIST, parameters.len());
        for (index, parameter) in parameters.iter().enumerate() {
            self.value(&parameter.ty, &values[index]);
        }
    }

    fn value(&mut self, ty: &Type, value: &Value) {
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        match ty {
            Type::Int | Type::Float | Type::Bool | Type::String => {
                self.plain(ty, std::slice::from_ref(value), 0);
            }
            Type::Void => self.number(NOTHING),
            Type::Optional(_) if value.is_null() => self.number(NOTHING),
            Type::Optional(inner) => self.value(inner, value),
            // Nodes are made of these by the harness.
            Type::Tree(inner) | Type::LinkedList(inner) => self.plain(inner, items, 0),
            Type::Graph => self.list(&Type::List(Box::new(Type::Int)), items),
            Type::Matrix(inner) => self.matrix(inner, items),
            Type::List(inner) => match &**inner {
                plain if is_plain(plain) => self.plain(plain, items, 0),
                Type::Optional(plain) if is_plain(plain) => self.plain(plain, items, 0),
                inner => self.list(inner, items),
            },
        }
    }

    fn list(&mut self, inner: &Type, items: &[Value]) {
        self.head(LIST, items.len());
        for item in items {
            self.value(inner, item);
        }
    }

    /// A vector; what is `null` is missing.
    fn plain(&mut self, ty: &Type, items: &[Value], flags: u32) {
        match ty {
            Type::String => {
                let texts: Vec<Option<&str>> = items.iter().map(Value::as_str).collect();
                self.texts_with(&texts, flags);
            }
            Type::Bool => {
                self.head(LOGICAL | flags, items.len());
                for item in items {
                    self.number(item.as_bool().map_or(MISSING_LOGICAL, u32::from));
                }
            }
            _ => {
                self.head(REAL | flags, items.len());
                for item in items {
                    self.0.extend(real(item).to_be_bytes());
                }
            }
        }
    }

    fn texts(&mut self, texts: &[Option<&str>]) {
        self.texts_with(texts, 0);
    }

    fn texts_with(&mut self, texts: &[Option<&str>], flags: u32) {
        self.head(STRING | flags, texts.len());
        for text in texts {
            if let Some(text) = text {
                self.characters(text);
            } else {
                self.number(CHARACTERS);
                self.number(u32::MAX);
            }
        }
    }

    fn characters(&mut self, text: &str) {
        self.head(CHARACTERS | IS_UTF8, text.len());
        self.0.extend(text.as_bytes());
    }

    /// A vector by columns, and how many rows and columns there are.
    fn matrix(&mut self, inner: &Type, rows: &[Value]) {
        let width = rows.first().and_then(Value::as_array).map_or(0, Vec::len);
        let by_columns: Vec<Value> = (0..width)
            .flat_map(|column| rows.iter().map(move |row| row[column].clone()))
            .collect();
        self.plain(inner, &by_columns, HAS_ATTRIBUTES);
        self.number(PAIRS | HAS_TAG);
        self.number(SYMBOL);
        self.characters("dim");
        self.head(INTEGER, 2);
        for length in [rows.len(), width] {
            self.number(u32::try_from(length).unwrap_or_default());
        }
        self.number(NOTHING);
    }
}

const fn is_plain(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Float | Type::Bool | Type::String)
}

/// The bits of a number, which for a float may be a word.
fn real(value: &Value) -> u64 {
    let number = match value.as_str() {
        Some(word) => word.parse().ok(),
        None => value.as_f64(),
    };
    number.map_or(MISSING_REAL, f64::to_bits)
}

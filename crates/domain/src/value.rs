//! Values of the signature types, written as JSON.
//!
//! Not-a-number and the infinities, which JSON lacks, are the strings `"nan"`, `"inf"`, `"-inf"`.

use serde_json::Value;

use crate::signature::{Form, Type};

/// A value that is not of the type it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: expected {expected}, found {found}")]
pub struct TypeMismatch {
    /// Where, such as `argument 2 [3]`.
    pub place: String,
    /// What should stand there.
    pub expected: String,
    /// What stands there, shortened.
    pub found: String,
}

/// Checks a value against a type; `place` names the value in the error.
pub fn check(ty: &Type, value: &Value, place: &str) -> Result<(), TypeMismatch> {
    let wrong = |expected: String| TypeMismatch {
        place: place.to_owned(),
        expected,
        found: shorten(&value.to_string(), 60),
    };
    let each = |inner: &Type, what: &str| -> Result<(), TypeMismatch> {
        let items = value.as_array().ok_or_else(|| wrong(what.to_owned()))?;
        items
            .iter()
            .enumerate()
            .try_for_each(|(i, item)| check(inner, item, &at(place, i)))
    };
    match ty {
        Type::Int if value.is_i64() => Ok(()),
        Type::Float if value.is_number() => Ok(()),
        Type::Float if matches!(value.as_str(), Some("nan" | "inf" | "-inf")) => Ok(()),
        Type::Bool if value.is_boolean() => Ok(()),
        Type::String if value.is_string() => Ok(()),
        Type::Void if value.is_null() => Ok(()),
        Type::Optional(inner) => {
            if value.is_null() {
                Ok(())
            } else {
                check(inner, value, place)
            }
        }
        Type::List(inner) | Type::LinkedList(inner) => each(inner, &ty.to_string()),
        Type::Matrix(inner) => {
            each(&Type::List(inner.clone()), &ty.to_string())?;
            let mut widths = value.as_array().into_iter().flatten().map(row_width);
            let first = widths.next();
            if widths.all(|width| Some(width) == first) {
                Ok(())
            } else {
                Err(wrong("rows of one length".to_owned()))
            }
        }
        Type::Tree(inner) => {
            each(&Type::Optional(inner.clone()), &ty.to_string())?;
            tree_is_whole(value).then_some(()).ok_or_else(|| {
                wrong("a tree level by level, where every entry has a parent".to_owned())
            })
        }
        Type::Graph => {
            each(
                &Type::List(Box::new(Type::Int)),
                "a graph as an adjacency list",
            )?;
            let rows = value.as_array().map_or(&[][..], Vec::as_slice);
            let known = |node: &Value| {
                node.as_u64()
                    .and_then(|n| usize::try_from(n).ok())
                    .is_some_and(|n| n < rows.len())
            };
            let whole = rows
                .iter()
                .all(|row| row.as_array().is_some_and(|r| r.iter().all(known)));
            whole.then_some(()).ok_or_else(|| {
                wrong(format!(
                    "neighbours below {}, the number of nodes",
                    rows.len()
                ))
            })
        }
        _ => Err(wrong(ty.to_string())),
    }
}

/// Checks a test case's input against the form of the answer.
pub fn check_input(form: &Form, input: &Value) -> Result<(), TypeMismatch> {
    let wrong = |place: &str, expected: String, found: &Value| TypeMismatch {
        place: place.to_owned(),
        expected,
        found: shorten(&found.to_string(), 60),
    };
    match form {
        Form::Program => Ok(()),
        Form::RoundTrip { value, .. } => check(value, input, "the value"),
        Form::Function { function } => {
            let types: Vec<_> = function.parameters.iter().map(|p| &p.ty).collect();
            check_arguments(&types, input, "the input")
        }
        Form::Class {
            name,
            constructor,
            methods,
        } => {
            let calls = input
                .as_array()
                .filter(|calls| !calls.is_empty())
                .ok_or_else(|| wrong("the input", "a list of calls".to_owned(), input))?;
            for (index, call) in calls.iter().enumerate() {
                let place = format!("call {}", index + 1);
                let (called, arguments) = split_call(call).ok_or_else(|| {
                    wrong(
                        &place,
                        "[name, [arguments…]] or [name, [arguments…], times]".into(),
                        call,
                    )
                })?;
                let parameters = if index == 0 {
                    (called == name && !repeats(call)).then_some(constructor)
                } else {
                    methods
                        .iter()
                        .find(|m| m.name == called)
                        .map(|m| &m.parameters)
                };
                let parameters = parameters.ok_or_else(|| {
                    let known = if index == 0 {
                        format!("construction of {name}, once")
                    } else {
                        let names: Vec<_> = methods.iter().map(|m| m.name.as_str()).collect();
                        format!("one of {}", names.join(", "))
                    };
                    wrong(&place, known, call)
                })?;
                let types: Vec<_> = parameters.iter().map(|p| &p.ty).collect();
                check_arguments(&types, arguments, &place)?;
            }
            Ok(())
        }
    }
}

/// Most calls of one method that a single repeated call may ask for.
pub const MOST_REPEATS: u64 = 1_000_000;

/// Splits a call into its name and arguments; the repeat count, where given, must be in range.
fn split_call(call: &Value) -> Option<(&str, &Value)> {
    let parts = call.as_array()?;
    let times_fit = match parts.get(2) {
        None => true,
        Some(times) => times
            .as_u64()
            .is_some_and(|t| (1..=MOST_REPEATS).contains(&t)),
    };
    let fits = times_fit && matches!(parts.len(), 2 | 3);
    fits.then_some(())?;
    Some((parts[0].as_str()?, &parts[1]))
}

fn repeats(call: &Value) -> bool {
    call.get(2).is_some()
}

fn check_arguments(types: &[&Type], arguments: &Value, place: &str) -> Result<(), TypeMismatch> {
    let given = arguments
        .as_array()
        .filter(|given| given.len() == types.len());
    let given = given.ok_or_else(|| TypeMismatch {
        place: place.to_owned(),
        expected: format!("a list of {} argument(s)", types.len()),
        found: shorten(&arguments.to_string(), 60),
    })?;
    types
        .iter()
        .zip(given)
        .enumerate()
        .try_for_each(|(i, (ty, value))| check(ty, value, &format!("{place}, argument {}", i + 1)))
}

/// Shortens a text to at most `most` characters, marking the cut.
pub fn shorten(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((cut, _)) => format!("{}…", &text[..cut]),
    }
}

fn at(place: &str, index: usize) -> String {
    format!("{place} [{index}]")
}

fn row_width(row: &Value) -> usize {
    row.as_array().map_or(0, Vec::len)
}

/// Whether every entry of a level-order tree hangs under an entry that is there.
fn tree_is_whole(value: &Value) -> bool {
    let entries = value.as_array().map_or(&[][..], Vec::as_slice);
    let mut places = 1_usize;
    for entry in entries {
        if places == 0 {
            return false;
        }
        places -= 1;
        if !entry.is_null() {
            places += 2;
        }
    }
    true
}

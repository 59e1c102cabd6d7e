//! What a result must look like: the types of its parts, and the one way of writing each value.

use onsite_domain::{
    signature::{Form, Type},
    value::{TypeMismatch, check},
};
use serde_json::{Number, Value};

/// The types of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One value.
    One(Type),
    /// A value per call, in order; a list of values where a call is repeated.
    Calls(Vec<(String, Type)>),
}

impl Shape {
    /// The shape of the result for an input that was checked; nothing for a program.
    pub(crate) fn of(form: &Form, input: &Value) -> Option<Self> {
        match form {
            Form::Program => None,
            Form::Function { function } => Some(Self::One(function.returns.clone())),
            Form::RoundTrip { value, .. } => Some(Self::One(value.clone())),
            Form::Class { methods, .. } => {
                let calls = input.as_array().map_or(&[][..], Vec::as_slice);
                let parts = calls.iter().enumerate().map(|(index, call)| {
                    let name = call[0].as_str().unwrap_or_default();
                    let returns = methods
                        .iter()
                        .find(|method| index > 0 && method.name == name)
                        .map_or(Type::Void, |method| method.returns.clone());
                    let repeated = index > 0 && call.get(2).is_some();
                    let ty = if repeated {
                        Type::List(Box::new(returns))
                    } else {
                        returns
                    };
                    (format!("call {}, {name}", index + 1), ty)
                });
                Some(Self::Calls(parts.collect()))
            }
        }
    }

    /// Checks a result; where `distributions` are allowed, one may stand for a list of draws.
    pub(crate) fn check(&self, value: &Value, distributions: bool) -> Result<(), TypeMismatch> {
        let parts = self.split(value)?;
        for (place, ty, part) in parts {
            if !(distributions && distribution(part).is_some()) {
                check(ty, part, place)?;
            }
        }
        Ok(())
    }

    /// The parts of a value with their places and types.
    pub(crate) fn split<'a>(
        &'a self,
        value: &'a Value,
    ) -> Result<Vec<(&'a str, &'a Type, &'a Value)>, TypeMismatch> {
        match self {
            Self::One(ty) => Ok(vec![("the result", ty, value)]),
            Self::Calls(calls) => {
                let wrong = |expected: String, found: String| TypeMismatch {
                    place: "the result".to_owned(),
                    expected,
                    found,
                };
                let results = value.as_array().ok_or_else(|| {
                    wrong("a list of results".to_owned(), "something else".to_owned())
                })?;
                if results.len() != calls.len() {
                    return Err(wrong(
                        format!("{} results, one per call", calls.len()),
                        format!("{}", results.len()),
                    ));
                }
                Ok(calls
                    .iter()
                    .zip(results)
                    .map(|((place, ty), part)| (place.as_str(), ty, part))
                    .collect())
            }
        }
    }

    /// Writes a checked result in the one way in which equal ones are equal.
    pub(crate) fn canonical(&self, value: Value) -> Value {
        match (self, value) {
            (Self::One(ty), value) => canonical(ty, value),
            (Self::Calls(calls), Value::Array(results)) => calls
                .iter()
                .zip(results)
                .map(|((_, ty), part)| canonical(ty, part))
                .collect(),
            (Self::Calls(_), value) => value,
        }
    }
}

/// The probabilities, where a value is `{"distribution": [p0, p1, …]}`.
pub(crate) fn distribution(value: &Value) -> Option<Vec<f64>> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    let shares = object.get("distribution")?.as_array()?;
    shares.iter().map(Value::as_f64).collect()
}

/// Floats as floats without a negative zero, trees without missing entries at their end.
fn canonical(ty: &Type, value: Value) -> Value {
    match (ty, value) {
        (Type::Float, Value::Number(n)) => n
            .as_f64()
            .and_then(|f| Number::from_f64(f + 0.0))
            .map_or(Value::Null, Value::Number),
        (Type::List(inner) | Type::LinkedList(inner), Value::Array(items)) => {
            items.into_iter().map(|v| canonical(inner, v)).collect()
        }
        (Type::Matrix(inner), Value::Array(rows)) => {
            let row = Type::List(inner.clone());
            rows.into_iter().map(|v| canonical(&row, v)).collect()
        }
        (Type::Tree(inner), Value::Array(mut entries)) => {
            while entries.last().is_some_and(Value::is_null) {
                entries.pop();
            }
            entries.into_iter().map(|v| canonical(inner, v)).collect()
        }
        (Type::Optional(inner), value) if !value.is_null() => canonical(inner, value),
        (_, value) => value,
    }
}

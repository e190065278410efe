//! Rows of a catalog, read value by value.

use limbeck_schema::Value;

use crate::{Catalog, Error, Sql};

/// The rows of an answer, made as they are asked for.
pub(crate) type Answer = std::iter::Map<std::vec::IntoIter<Vec<Value>>, fn(Vec<Value>) -> Row>;

/// Asks a catalog, with these values for the statement's parameters.
pub(crate) fn ask(
    text: impl Into<String>,
    values: &[Value],
    catalog: &dyn Catalog,
) -> Result<Answer, Error> {
    let sql = Sql {
        parameters: match values {
            [] => Vec::new(),
            values => vec![values.to_vec()],
        },
        ..Sql::new(text)
    };
    let rows = catalog.query(&sql)?.rows;
    Ok(rows.into_iter().map(Row::new as fn(Vec<Value>) -> Row))
}

/// A row whose values are taken in order. A value that is not of the kind
/// that is asked for counts as NULL.
pub(crate) struct Row(std::vec::IntoIter<Value>);

impl Row {
    fn new(values: Vec<Value>) -> Row {
        Row(values.into_iter())
    }

    pub(crate) fn value(&mut self) -> Value {
        self.0.next().unwrap_or(Value::Null)
    }

    pub(crate) fn text(&mut self) -> Option<String> {
        text(self.value())
    }

    /// A text that is never NULL.
    pub(crate) fn name(&mut self) -> String {
        self.text().unwrap_or_default()
    }

    pub(crate) fn number(&mut self) -> Option<i64> {
        match self.value() {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// A position in something of ours that the statement was given, from 0.
    pub(crate) fn position(&mut self) -> Option<usize> {
        self.number()
            .and_then(|number| usize::try_from(number).ok())
    }

    /// `true`, or a number other than 0.
    pub(crate) fn truth(&mut self) -> bool {
        !matches!(
            self.value(),
            Value::Null | Value::Boolean(false) | Value::Integer(0)
        )
    }

    pub(crate) fn texts(&mut self) -> Vec<String> {
        self.list().into_iter().filter_map(text).collect()
    }

    pub(crate) fn numbers(&mut self) -> Vec<i64> {
        self.list()
            .into_iter()
            .filter_map(|value| match value {
                Value::Integer(number) => Some(number),
                Value::Text(text) => text.parse().ok(),
                _ => None,
            })
            .collect()
    }

    fn list(&mut self) -> Vec<Value> {
        match self.value() {
            Value::Array(values) => values,
            _ => Vec::new(),
        }
    }
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

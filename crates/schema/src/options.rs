//! Keyword arguments that belong to one dialect (`postgresql_where=…`).

use indexmap::IndexMap;

use crate::{Expression, Name};

/// The value of one dialect option.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// `None`.
    None,
    /// `True` or `False`.
    Boolean(bool),
    /// A number.
    Integer(i64),
    /// A string.
    Text(String),
    /// An expression, such as the WHERE of a partial index.
    Expression(Box<Expression>),
    /// A list, such as INCLUDE columns.
    List(Vec<OptionValue>),
    /// A mapping, such as operator classes by column.
    Map(IndexMap<String, OptionValue>),
}

/// A construct's dialect options in the order in which they were given, each
/// under its full name (`postgresql_using`, `mysql_engine`, `sqlite_where`).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Options(pub IndexMap<String, OptionValue>);

impl Options {
    /// The option of that full name; an option whose value is `None` counts
    /// as not given.
    pub fn get(&self, name: &str) -> Option<&OptionValue> {
        self.0
            .get(name)
            .filter(|value| !matches!(value, OptionValue::None))
    }

    /// Whether the option was given and is true.
    pub fn is_true(&self, name: &str) -> bool {
        match self.get(name) {
            Some(OptionValue::Boolean(truth)) => *truth,
            Some(OptionValue::Integer(number)) => *number != 0,
            Some(OptionValue::Text(text)) => !text.is_empty(),
            Some(OptionValue::List(list)) => !list.is_empty(),
            Some(OptionValue::Map(map)) => !map.is_empty(),
            Some(OptionValue::Expression(_)) => true,
            Some(OptionValue::None) | None => false,
        }
    }

    /// The option's text, if it is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(OptionValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The option's expression; a string stands for the SQL it holds.
    pub fn expression(&self, name: &str) -> Option<Expression> {
        match self.get(name)? {
            OptionValue::Expression(expression) => Some((**expression).clone()),
            OptionValue::Text(text) => Some(Expression::Raw(text.clone())),
            _ => None,
        }
    }

    /// The option as a list of names; one string is a list of one.
    pub fn names(&self, name: &str) -> Vec<Name> {
        match self.get(name) {
            Some(OptionValue::Text(text)) => vec![Name::new(text)],
            Some(OptionValue::List(list)) => list
                .iter()
                .filter_map(|item| match item {
                    OptionValue::Text(text) => Some(Name::new(text)),
                    OptionValue::Expression(expression) => match &**expression {
                        Expression::Column(column) => Some(column.name.clone()),
                        _ => None,
                    },
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Sets an option.
    pub fn set(&mut self, name: impl Into<String>, value: OptionValue) {
        self.0.insert(name.into(), value);
    }

    /// Whether no option was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

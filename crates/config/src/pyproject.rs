use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use toml_edit::{Document, Item, TableLike, Value as Toml};

use crate::{Error, PercentValue, percent_format, repr};

/// The value of a setting: text in an ini file, one of several kinds in TOML.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A list of strings.
    List(Vec<String>),
    /// A table of strings.
    Table(IndexMap<String, String>),
    /// A list of tables of strings.
    Tables(Vec<IndexMap<String, String>>),
    /// `true` or `false`.
    Boolean(bool),
    /// An integer.
    Integer(i64),
}

impl Value {
    /// The value where one text is meant; numbers and booleans are written
    /// as Python writes them.
    pub fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Boolean(true) => Some("True".into()),
            Value::Boolean(false) => Some("False".into()),
            Value::List(_) | Value::Table(_) | Value::Tables(_) => None,
        }
    }
}

/// `[tool.alembic]` of a `pyproject.toml`.
#[derive(Debug, Default)]
pub(crate) struct Pyproject {
    document: Option<Document<String>>,
    arguments: IndexMap<String, String>,
}

impl Pyproject {
    /// Reads a file; one that does not exist has no settings. `%(here)s` and
    /// `arguments` are what values may refer to.
    pub(crate) fn read(file: &Path, arguments: &IndexMap<String, String>) -> Result<Self, Error> {
        let Some(text) = crate::config::text_of(file)? else {
            return Ok(Pyproject::default());
        };
        let mut arguments = arguments.clone();
        arguments.insert("here".into(), crate::config::folder_of(file));
        let document = Document::parse(text).map_err(|error| bad(file, &error))?;
        let pyproject = Pyproject {
            document: Some(document),
            arguments,
        };
        pyproject.section()?;
        Ok(pyproject)
    }

    /// The setting of this name.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Value>, Error> {
        let Some(item) = self.section()?.and_then(|section| section.get(name)) else {
            return Ok(None);
        };
        let unsupported = || Error::UnsupportedToml { name: repr(name) };
        let value = match item {
            Item::None => return Ok(None),
            Item::Table(table) => Value::Table(self.table(name, table)?),
            Item::ArrayOfTables(tables) => Value::Tables(
                tables
                    .iter()
                    .map(|table| self.table(name, table))
                    .collect::<Result<_, _>>()?,
            ),
            Item::Value(value) => match value {
                Toml::String(text) => Value::Text(self.format(name, text.value())?),
                Toml::Boolean(value) => Value::Boolean(*value.value()),
                Toml::Integer(number) => Value::Integer(*number.value()),
                Toml::InlineTable(table) => Value::Table(self.table(name, table)?),
                Toml::Array(array) => {
                    if array.get(0).is_some_and(Toml::is_inline_table) {
                        let tables = array.iter().map(|value| {
                            let table = value.as_inline_table().ok_or_else(unsupported)?;
                            self.table(name, table)
                        });
                        Value::Tables(tables.collect::<Result<_, _>>()?)
                    } else {
                        let texts = array.iter().map(|value| {
                            let text = value.as_str().ok_or_else(unsupported)?;
                            self.format(name, text)
                        });
                        Value::List(texts.collect::<Result<_, _>>()?)
                    }
                }
                Toml::Float(_) | Toml::Datetime(_) => return Err(unsupported()),
            },
        };
        Ok(Some(value))
    }

    fn section(&self) -> Result<Option<&dyn TableLike>, Error> {
        let Some(document) = &self.document else {
            return Ok(None);
        };
        let Some(tool) = document.get("tool") else {
            return Ok(None);
        };
        let tool = tool.as_table_like().ok_or(Error::IncorrectToml)?;
        match tool.get("alembic") {
            None => Ok(None),
            Some(item) => item.as_table_like().map(Some).ok_or(Error::IncorrectToml),
        }
    }

    fn table(&self, name: &str, table: &dyn TableLike) -> Result<IndexMap<String, String>, Error> {
        table
            .iter()
            .map(|(key, item)| {
                let text = item
                    .as_str()
                    .ok_or_else(|| Error::UnsupportedToml { name: repr(name) })?;
                Ok((key.to_string(), self.format(name, text)?))
            })
            .collect()
    }

    fn format(&self, name: &str, text: &str) -> Result<String, Error> {
        percent_format(text, |key| {
            self.arguments.get(key).cloned().map(PercentValue::Text)
        })
        .map_err(|error| Error::TomlFormat {
            name: repr(name),
            error,
        })
    }
}

/// The error of a file that is not TOML: its place, and not its text.
fn bad(file: &Path, error: &toml_edit::TomlError) -> Error {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let before = text.get(..at).unwrap_or_default();
    Error::Toml {
        file: PathBuf::from(file),
        message: error.message().trim().replace('\n', ", "),
        line: before.matches('\n').count() + 1,
        column: before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1,
    }
}

//! Statements that failed, in the form in which SQLAlchemy and the Python
//! driver would have shown them.

use limbeck_database::Error;
use limbeck_dialect::{Binds, Placeholders};
use limbeck_schema::{InsertSource, Statement, Value};
use rustpython_vm::{PyObjectRef, PyResult};

use super::module::Connection;
use crate::read::{Object, Reader};

/// Sets of parameters that are shown from the first ones, and from the last.
const FIRST: usize = 8;
const LAST: usize = 2;

/// Whether the driver tells parameters by their place.
pub(super) fn is_positional(error: &limbeck_database::DriverError) -> bool {
    use limbeck_database::Driver;
    matches!(
        error.driver,
        Driver::Sqlite3 | Driver::Asyncpg | Driver::Mysqldb | Driver::Asyncmy
    )
}

/// The error with its statement and parameters as SQLAlchemy would tell them.
/// It stays as it is where they cannot be told.
pub(super) fn statements(
    error: Error,
    statements: &[PyObjectRef],
    reader: &Reader<'_>,
    connection: &Connection,
) -> Error {
    if error.statement().is_none() {
        return error;
    }
    let placeholders = connection.connection.placeholders();
    match told(statements, reader, placeholders) {
        Ok(Some(told)) => told.put_into(error),
        _ => error,
    }
}

/// What is told of a statement.
struct Told {
    text: String,
    names: Vec<String>,
    sets: Vec<Vec<Value>>,
    total: usize,
}

impl Told {
    fn put_into(self, error: Error) -> Error {
        error.shown_as(self.text, self.names, self.sets, self.total)
    }
}

fn told(
    statements: &[PyObjectRef],
    reader: &Reader<'_>,
    placeholders: Placeholders,
) -> PyResult<Option<Told>> {
    // Rows of one INSERT may have been put together from many sets.
    let joined = match statements.first() {
        Some(first) => reader.object(first.clone()).find("_joined")?.is_some(),
        None => false,
    };
    let mut read = Vec::new();
    let mut total = 0;
    for (index, statement) in statements.iter().enumerate() {
        if index >= FIRST && index + LAST < statements.len() {
            total += size(&reader.object(statement.clone()), joined)?;
            continue;
        }
        let statement = reader.executed(&reader.object(statement.clone()))?;
        let rows = match joined {
            true => rows(statement),
            false => vec![statement],
        };
        total += rows.len();
        read.extend(rows);
    }
    let binds = Binds::Shown(placeholders);
    let Some(dialect) = limbeck_dialect::dialect(reader.dialect, None, binds) else {
        return Ok(None);
    };
    let mut told = Told {
        text: String::new(),
        names: Vec::new(),
        sets: Vec::new(),
        total,
    };
    let last = read.len().saturating_sub(LAST);
    for (index, statement) in read.iter().enumerate() {
        if index >= FIRST && index < last {
            continue;
        }
        let Ok(shown) = limbeck_dialect::shown(&*dialect, statement, placeholders) else {
            return Ok(None);
        };
        let (names, values): (Vec<_>, Vec<_>) = shown.parameters.into_iter().unzip();
        if index == 0 {
            told.text = shown.text;
            if !placeholders.style.is_positional() {
                told.names = names;
            }
        }
        if !values.is_empty() {
            let values = values.into_iter().map(|value| value.unwrap_or(Value::Null));
            told.sets.push(values.collect());
        }
    }
    Ok(Some(told))
}

/// How many sets of parameters a statement stands for.
fn size(statement: &Object<'_>, joined: bool) -> PyResult<usize> {
    Ok(match joined {
        true => statement.list("_multi_values")?.len(),
        false => 1,
    })
}

/// An INSERT of several rows as one of each row.
fn rows(statement: Statement) -> Vec<Statement> {
    let Statement::Insert(insert) = statement else {
        return vec![statement];
    };
    let InsertSource::Values(rows) = &insert.source else {
        return vec![Statement::Insert(insert)];
    };
    let one = |row: &Vec<limbeck_schema::Expression>| {
        let mut one = (*insert).clone();
        one.source = InsertSource::Values(vec![row.clone()]);
        Statement::Insert(Box::new(one))
    };
    rows.iter().map(one).collect()
}

/// The error of SQL in the driver's own form, with the parameters that the
/// script gave.
pub(super) fn driver_sql(
    error: Error,
    text: String,
    parameters: PyObjectRef,
    reader: &Reader<'_>,
) -> Error {
    if error.statement().is_none() {
        return error;
    }
    let given = reader.object(parameters);
    let mut names = Vec::new();
    let mut values = Vec::new();
    let mut read = || -> PyResult<bool> {
        match given.as_pairs() {
            Some(pairs) => {
                for (key, value) in pairs {
                    names.push(key.to_text()?);
                    values.push(reader.value(value.as_py())?);
                }
            }
            None if given.is_none() => {}
            None => {
                for value in given.items()? {
                    if value.as_pairs().is_some() || value.is_a("tuple") || value.is_a("list") {
                        return Ok(false);
                    }
                    values.push(reader.value(value.as_py())?);
                }
            }
        }
        Ok(true)
    };
    match read() {
        Ok(true) => {
            let sets = if values.is_empty() {
                Vec::new()
            } else {
                vec![values]
            };
            let total = sets.len();
            error.shown_as(text, names, sets, total)
        }
        _ => error,
    }
}

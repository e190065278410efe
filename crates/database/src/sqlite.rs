//! SQLite, as Python's `sqlite3` shows it.

use std::path::Path;
use std::time::Duration;

use limbeck_operations::{ResultColumn, Rows};
use limbeck_schema::Value;
use rusqlite::config::DbConfig;
use rusqlite::ffi::ErrorCode;
use rusqlite::types::ValueRef;
use rusqlite::{Batch, OpenFlags, Statement};

use crate::error::{Driver, DriverError, ErrorClass};
use crate::{Error, Options, Url};

/// How long Python waits for another process' lock.
const BUSY: Duration = Duration::from_secs(5);

/// Options of Python's driver, which are not SQLite's own.
const DRIVERS_OWN: &[&str] = &[
    "uri",
    "timeout",
    "isolation_level",
    "detect_types",
    "check_same_thread",
    "cached_statements",
];

/// An open database.
pub(crate) struct Database {
    connection: rusqlite::Connection,
    busy: Duration,
}

impl Database {
    /// Opens the file that a URL names, or a database in memory.
    pub(crate) fn open(url: &Url, options: &Options) -> Result<Database, Error> {
        if url.username().is_some()
            || url.password().is_some()
            || url.host().is_some()
            || url.port().is_some()
        {
            return Err(Error::SqliteUrl(url.render(true)));
        }
        let wants_uri = url.query_value("uri").is_some_and(|text| {
            matches!(
                text.to_lowercase().as_str(),
                "true" | "1" | "yes" | "on" | "y" | "t"
            )
        });
        let mut file = url.database().unwrap_or("").to_owned();
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if wants_uri {
            flags |= OpenFlags::SQLITE_OPEN_URI;
            let mut query: Vec<String> = url
                .query()
                .iter()
                .filter(|(name, _)| !DRIVERS_OWN.contains(&name.as_str()))
                .flat_map(|(name, values)| {
                    values.iter().map(move |value| format!("{name}={value}"))
                })
                .collect();
            query.sort();
            if !query.is_empty() {
                file.push(if file.contains('?') { '&' } else { '?' });
                file.push_str(&query.join("&"));
            }
        } else if file.is_empty() {
            file.push_str(":memory:");
        } else if let Some(directory) = &options.directory
            && file != ":memory:"
        {
            file = directory.join(&file).to_string_lossy().into_owned();
        }
        let connection = rusqlite::Connection::open_with_flags(&file, flags).map_err(|error| {
            let mut error = failure(&error);
            if let Error::Driver(error) = &mut error {
                error.disconnected = true;
                error.url = Some(url.render(true));
                // rusqlite adds the file's name to SQLite's words.
                if let Some(end) = error.message.find(": ") {
                    error.message.truncate(end);
                }
            }
            error
        })?;
        let busy = url
            .query_value("timeout")
            .and_then(|text| text.parse().ok())
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .or(options.busy_timeout)
            .unwrap_or(BUSY);
        connection
            .busy_timeout(busy)
            .map_err(|error| failure(&error))?;
        // The bundled library enforces foreign keys unless told otherwise;
        // Python's does not, and scripts count on that.
        connection
            .pragma_update(None, "foreign_keys", false)
            .map_err(|error| failure(&error))?;
        let database = Database { connection, busy };
        for (schema, file) in &options.attach {
            database.attach(schema, file)?;
        }
        Ok(database)
    }

    /// Makes a file known under a schema's name.
    fn attach(&self, schema: &str, file: &Path) -> Result<(), Error> {
        let text = format!("ATTACH DATABASE ? AS \"{}\"", schema.replace('"', "\"\""));
        let file = Value::Text(file.to_string_lossy().into_owned());
        self.execute(&text, &[vec![file]]).map(|_| ())
    }

    /// Executes one statement, once for each set of parameters.
    pub(crate) fn execute(&self, text: &str, sets: &[Vec<Value>]) -> Result<Rows, Error> {
        // Within a transaction SQLite does not hear this; but Python's driver
        // would not have begun one yet, so scripts count on it.
        if let Some(enforced) = enforces_foreign_keys(text)
            && self.in_transaction()
        {
            self.connection
                .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, enforced)
                .map_err(|error| failure(&error))?;
            return Ok(Rows::default());
        }
        let Some(mut statement) = self.prepare(text)? else {
            return Ok(Rows::default());
        };
        let mut rows = Rows {
            columns: columns(&statement),
            ..Rows::default()
        };
        let changes = is_change(text);
        let mut affected = 0;
        let once = [Vec::new()];
        for set in if sets.is_empty() { &once } else { sets } {
            bind(&mut statement, set)?;
            let width = rows.columns.len();
            let mut cursor = statement.raw_query();
            while let Some(row) = cursor.next().map_err(|error| failure(&error))? {
                let values: Result<Vec<Value>, rusqlite::Error> = (0..width)
                    .map(|index| row.get_ref(index).map(read))
                    .collect();
                rows.rows.push(values.map_err(|error| failure(&error))?);
            }
            drop(cursor);
            if changes {
                affected += self.connection.changes();
            }
        }
        if changes {
            rows.affected = Some(affected);
            rows.last_insert_id = Some(self.connection.last_insert_rowid());
        }
        Ok(rows)
    }

    /// Executes statements that need no parameters and of which no rows are
    /// wanted.
    pub(crate) fn batch(&self, text: &str) -> Result<(), Error> {
        self.connection
            .execute_batch(text)
            .map_err(|error| failure(&error))
    }

    /// Whether the statement changes the database, so that a transaction
    /// has to begin before it.
    pub(crate) fn begins_transaction(&self, text: &str) -> bool {
        match keyword(text).as_str() {
            "PRAGMA" | "ATTACH" | "DETACH" | "VACUUM" | "BEGIN" | "COMMIT" | "END" | "ROLLBACK"
            | "EXPLAIN" | "SELECT" => false,
            "WITH" => !matches!(self.prepare(text), Ok(Some(statement)) if statement.readonly()),
            _ => true,
        }
    }

    /// Whether SQLite is inside a transaction.
    pub(crate) fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }

    /// Something that stops a running statement from another thread.
    pub(crate) fn interrupt(&self) -> rusqlite::InterruptHandle {
        self.connection.get_interrupt_handle()
    }

    /// Waits this long for locks while `run` runs.
    pub(crate) fn with_busy_timeout<T>(
        &self,
        timeout: Duration,
        run: impl FnOnce() -> T,
    ) -> Result<T, Error> {
        let set = |timeout| {
            self.connection
                .busy_timeout(timeout)
                .map_err(|error| failure(&error))
        };
        set(timeout)?;
        let outcome = run();
        set(self.busy)?;
        Ok(outcome)
    }

    /// The one statement of a text; none in a text of comments and spaces.
    fn prepare(&self, text: &str) -> Result<Option<Statement<'_>>, Error> {
        use rusqlite::fallible_iterator::FallibleIterator;
        let mut batch = Batch::new(&self.connection, text);
        let statement = batch.next().map_err(|error| failure(&error))?;
        match FallibleIterator::next(&mut batch) {
            Ok(None) => Ok(statement),
            _ => Err(raised(
                ErrorClass::ProgrammingError,
                "You can only execute one statement at a time.",
            )),
        }
    }
}

fn columns(statement: &Statement<'_>) -> Vec<ResultColumn> {
    statement
        .columns()
        .iter()
        .map(|column| ResultColumn {
            name: column.name().to_owned(),
            type_name: column.decl_type().unwrap_or("").to_owned(),
        })
        .collect()
}

fn read(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Float(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

fn bind(statement: &mut Statement<'_>, set: &[Value]) -> Result<(), Error> {
    use rusqlite::types::Value as Sqlite;
    let wanted = statement.parameter_count();
    if wanted != set.len() {
        let message = format!(
            "Incorrect number of bindings supplied. The current statement uses {wanted}, and \
             there are {} supplied.",
            set.len()
        );
        return Err(raised(ErrorClass::ProgrammingError, message));
    }
    for (index, value) in set.iter().enumerate() {
        let unsupported = |name: &str| {
            raised(
                ErrorClass::ProgrammingError,
                format!(
                    "Error binding parameter {}: type '{name}' is not supported",
                    index + 1
                ),
            )
        };
        let value = match value {
            Value::Null => Sqlite::Null,
            Value::Boolean(truth) => Sqlite::Integer(i64::from(*truth)),
            Value::Integer(number) => Sqlite::Integer(*number),
            Value::BigInteger(_) => return Err(Error::IntegerTooLarge),
            Value::Float(number) => Sqlite::Real(*number),
            // SQLAlchemy's Numeric sends floats to SQLite.
            Value::Decimal(digits) => match digits.parse() {
                Ok(number) => Sqlite::Real(number),
                Err(_) => return Err(unsupported("decimal.Decimal")),
            },
            Value::Text(text)
            | Value::Date(text)
            | Value::Time(text)
            | Value::DateTime(text)
            | Value::Uuid(text)
            | Value::Json(text)
            | Value::Other { text, .. } => Sqlite::Text(text.clone()),
            Value::Bytes(bytes) => Sqlite::Blob(bytes.clone()),
            Value::Interval { .. } => return Err(unsupported("datetime.timedelta")),
            Value::Array(_) => return Err(unsupported("list")),
        };
        statement
            .raw_bind_parameter(index + 1, value)
            .map_err(|error| failure(&error))?;
    }
    Ok(())
}

/// What `PRAGMA foreign_keys = …` asks for.
fn enforces_foreign_keys(text: &str) -> Option<bool> {
    let text = text.trim().trim_end_matches(';').to_ascii_lowercase();
    let rest = text.strip_prefix("pragma")?.trim_start();
    let rest = rest.strip_prefix("foreign_keys")?.trim();
    let value = match rest.strip_prefix('=') {
        Some(value) => value.trim(),
        None => rest.strip_prefix('(')?.strip_suffix(')')?.trim(),
    };
    match value.trim_matches(['\'', '"']) {
        "on" | "yes" | "true" | "1" => Some(true),
        "off" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn is_change(text: &str) -> bool {
    matches!(
        keyword(text).as_str(),
        "INSERT" | "UPDATE" | "DELETE" | "REPLACE"
    )
}

/// The first word of a statement, in capitals.
pub(crate) fn keyword(text: &str) -> String {
    let mut rest = text.trim_start();
    loop {
        let after = if let Some(comment) = rest.strip_prefix("--") {
            comment.split_once('\n').map_or("", |(_, after)| after)
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.split_once("*/").map_or("", |(_, after)| after)
        } else if let Some(after) = rest.strip_prefix(';') {
            after
        } else {
            break;
        };
        rest = after.trim_start();
    }
    rest.chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_ascii_uppercase()
}

fn raised(class: ErrorClass, message: impl Into<String>) -> Error {
    DriverError::new(Driver::Sqlite3, class, message).into()
}

/// An error of SQLite's as `sqlite3` raises it.
fn failure(error: &rusqlite::Error) -> Error {
    let (code, message) = match error {
        rusqlite::Error::SqliteFailure(code, message) => (code, message.clone()),
        rusqlite::Error::SqlInputError { error, msg, .. } => (error, Some(msg.clone())),
        rusqlite::Error::NulError(_) => {
            return raised(
                ErrorClass::ProgrammingError,
                "the query contains a null character",
            );
        }
        other => return raised(ErrorClass::DatabaseError, other.to_string()),
    };
    let class = match code.code {
        ErrorCode::InternalMalfunction | ErrorCode::NotFound => ErrorClass::InternalError,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => ErrorClass::DatabaseError,
        ErrorCode::TooBig => ErrorClass::DataError,
        ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch => ErrorClass::IntegrityError,
        ErrorCode::ApiMisuse | ErrorCode::ParameterOutOfRange => ErrorClass::InterfaceError,
        ErrorCode::AuthorizationForStatementDenied => ErrorClass::DatabaseError,
        _ => ErrorClass::OperationalError,
    };
    let message = message.unwrap_or_else(|| {
        let text = rusqlite::ffi::code_to_str(code.extended_code);
        text.to_owned()
    });
    let mut error = DriverError::new(Driver::Sqlite3, class, message);
    error.sqlite_code = Some(code.extended_code);
    error.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pragma_for_foreign_keys_is_known() {
        let check = |text: &str, expect: Option<bool>| {
            assert_eq!(enforces_foreign_keys(text), expect, "{text}");
        };
        check("PRAGMA foreign_keys=OFF", Some(false));
        check(" pragma foreign_keys = on ;", Some(true));
        check("PRAGMA foreign_keys(1)", Some(true));
        check("PRAGMA foreign_keys", None);
        check("PRAGMA foreign_key_check", None);
        check("SELECT 'PRAGMA foreign_keys=ON'", None);
    }

    #[test]
    fn the_first_word_is_found_behind_comments() {
        let check = |text: &str, expect: &str| assert_eq!(keyword(text), expect, "{text}");
        check(" select 1", "SELECT");
        check("-- x\n/* y */ ; Insert into t", "INSERT");
        check("", "");
        check("/* open", "");
    }
}

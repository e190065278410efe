//! Connections with transactions as SQLAlchemy has them.

use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use limbeck_dialect::{Catalog, Mysql, PlaceholderStyle, Placeholders, Sql};
use limbeck_operations::Rows;
use limbeck_schema::Value;

use crate::error::ServerError;
use crate::journal::{Journal, JournalEntry, JournalKeeper, Recorder, Step, commits_by_itself};
use crate::lock::{self, Waiting};
use crate::mysql;
use crate::postgresql::{self, Address, Session, Target};
use crate::sqlite::Database;
use crate::{Error, Options, Url};

/// What a PostgreSQL server tells besides its answers.
pub type Notice = ServerError;

/// An open database. Clones are the same connection.
///
/// A first statement begins a transaction, as with SQLAlchemy, unless the
/// isolation level is `AUTOCOMMIT`. The server hears of it together with the
/// statement, in the same round trip.
#[derive(Clone)]
pub struct Connection(Rc<Inner>);

struct Inner {
    url: Url,
    options: Options,
    dialect: &'static str,
    /// None once closed.
    backend: RefCell<Option<Backend>>,
    /// A transaction was begun, by `begin` or by a statement.
    begun: Cell<bool>,
    /// The server was told so.
    told: Cell<bool>,
    autocommit: Cell<bool>,
    /// The isolation level that was asked for.
    isolation: RefCell<Option<String>>,
    /// Keeps the journal of a revision.
    recorder: RefCell<Option<Recorder>>,
}

enum Backend {
    Postgresql(Box<Session>),
    Sqlite(Database),
    Mysql(Box<mysql::Session>),
}

impl Connection {
    /// Opens a connection.
    pub fn open(url: &Url, options: &Options) -> Result<Connection, Error> {
        let dialect = url.dialect()?;
        let backend = match dialect {
            "postgresql" => {
                let target = Target::new(url, options)?;
                Backend::Postgresql(Box::new(postgresql::connect(&target)?))
            }
            "sqlite" => Backend::Sqlite(Database::open(url, options)?),
            "mysql" | "mariadb" => {
                let target = mysql::Target::new(url, options)?;
                Backend::Mysql(Box::new(mysql::Session::open(&target)?))
            }
            other => return Err(Error::UnsupportedDialect(other.to_owned())),
        };
        Ok(Connection(Rc::new(Inner {
            url: url.clone(),
            options: options.clone(),
            dialect,
            backend: RefCell::new(Some(backend)),
            begun: Cell::new(false),
            told: Cell::new(false),
            autocommit: Cell::new(false),
            isolation: RefCell::new(None),
            recorder: RefCell::new(None),
        })))
    }

    /// The URL that it was opened with.
    pub fn url(&self) -> &Url {
        &self.0.url
    }

    /// The options that it was opened with.
    pub fn options(&self) -> &Options {
        &self.0.options
    }

    /// The dialect's name: `postgresql`, `sqlite`, `mysql` or `mariadb`.
    pub fn dialect_name(&self) -> &'static str {
        self.0.dialect
    }

    /// How the Python driver that the URL names writes parameters.
    pub fn placeholders(&self) -> Placeholders {
        let (style, casts) = match (self.0.dialect, self.0.url.driver()) {
            ("sqlite", _) => (PlaceholderStyle::Question, false),
            ("postgresql", "psycopg2" | "psycopg2cffi") => (PlaceholderStyle::Pyformat, false),
            ("postgresql", "asyncpg") => (PlaceholderStyle::Numbered, true),
            ("postgresql", "pg8000") => (PlaceholderStyle::Format, true),
            ("postgresql", _) => (PlaceholderStyle::Pyformat, true),
            (_, "pymysql" | "aiomysql" | "mysqlconnector") => (PlaceholderStyle::Pyformat, false),
            _ => (PlaceholderStyle::Format, false),
        };
        Placeholders {
            style,
            casts,
            expanded: true,
        }
    }

    /// The language of the server, if it is MySQL or MariaDB.
    pub fn mysql_dialect(&self) -> Option<Mysql> {
        match self.0.backend.borrow().as_ref() {
            Some(Backend::Mysql(session)) => Some(session.dialect(self.0.dialect)),
            _ => None,
        }
    }

    /// Executes a statement, once for each set of its parameters. Whether it
    /// may run inside a transaction is the caller's business.
    pub fn execute(&self, sql: &Sql) -> Result<Rows, Error> {
        self.run(&sql.text, &sql.parameters)
    }

    /// Executes a text without parameters. On PostgreSQL it may hold several
    /// statements; the rows are then those of the last one that returns any.
    pub fn execute_text(&self, text: &str) -> Result<Rows, Error> {
        self.run(text, &[])
    }

    /// Executes a text of several statements, without parameters, of which no
    /// rows are wanted.
    pub fn execute_script(&self, text: &str) -> Result<(), Error> {
        if self.dialect_name() != "sqlite" {
            return self.execute_text(text).map(|_| ());
        }
        self.0.begun.set(true);
        self.with(|backend| match backend {
            Backend::Sqlite(database) => database.batch(text),
            Backend::Postgresql(_) | Backend::Mysql(_) => Ok(()),
        })
        .map_err(|error| error.of_statement(text, &[]))
    }

    fn run(&self, text: &str, parameters: &[Vec<Value>]) -> Result<Rows, Error> {
        self.with(|backend| {
            self.0.begun.set(true);
            let begin = !self.0.autocommit.get() && !self.0.told.get();
            match backend {
                Backend::Postgresql(session) => {
                    let first = begin.then(|| self.begin_text());
                    self.0.told.set(begin || self.0.told.get());
                    if parameters.is_empty() {
                        session.simple(first.as_deref(), text)
                    } else {
                        session.extended(first.as_deref(), text, parameters)
                    }
                }
                Backend::Sqlite(database) => {
                    if begin && database.begins_transaction(text) {
                        // A script may have sent its own BEGIN.
                        if !database.in_transaction() {
                            database.batch("BEGIN")?;
                        }
                        self.0.told.set(true);
                    }
                    database.execute(text, parameters)
                }
                // The server begins a transaction by itself.
                Backend::Mysql(session) => {
                    let step = self.recorded(|recorder| recorder.next(text, parameters));
                    let (entry, again) = match step.transpose()? {
                        None | Some(Step::Unrecorded) => (None, false),
                        Some(Step::Execute(entry)) => (Some(entry), false),
                        Some(Step::Repeat(entry)) => (Some(entry), true),
                        Some(Step::Skip) => return Ok(Rows::default()),
                    };
                    self.0.told.set(begin || self.0.told.get());
                    let Some(entry) = entry else {
                        return session.execute(text, parameters);
                    };
                    let commits = self.0.autocommit.get() || commits_by_itself(text);
                    if commits {
                        self.keep(session, |recorder| recorder.before(Some(&entry)))?;
                    }
                    let outcome = match session.execute(text, parameters) {
                        Err(error) if again && error.is_done_already() => Ok(Rows::default()),
                        outcome => outcome,
                    };
                    self.recorded(|recorder| match &outcome {
                        Ok(_) => recorder.executed(entry),
                        Err(error) => recorder.failed(entry, !error.is_syntax_error()),
                    });
                    if commits && outcome.is_ok() {
                        let finish =
                            |recorder: &mut Recorder| recorder.after().into_iter().collect();
                        if self.keep(session, finish)? {
                            session.execute("COMMIT", &[])?;
                        }
                    }
                    outcome
                }
            }
        })
        .map_err(|error| error.of_statement(text, parameters))
    }

    /// Executes what keeps the journal; false if nothing does. A script may
    /// have dropped its table along with all others: then nothing is kept.
    fn keep(
        &self,
        session: &mut mysql::Session,
        statements: impl FnOnce(&mut Recorder) -> Vec<Sql>,
    ) -> Result<bool, Error> {
        let statements = self.recorded(statements).unwrap_or_default();
        for sql in &statements {
            if let Err(error) = session.execute(&sql.text, &sql.parameters) {
                if !error.is_done_already() {
                    return Err(error);
                }
                self.recorded(Recorder::stop_keeping);
                return Ok(false);
            }
        }
        Ok(!statements.is_empty())
    }

    fn recorded<T>(&self, tell: impl FnOnce(&mut Recorder) -> T) -> Option<T> {
        self.0.recorder.borrow_mut().as_mut().map(tell)
    }

    /// Begins the journal of a revision, of which an earlier run has done
    /// some statements already, and has perhaps done one more: the former are
    /// not executed again, and the latter may be done already. The keeper
    /// writes the journal while statements are executed. Only MySQL, which
    /// commits DDL by itself, has journals.
    pub fn begin_journal(
        &self,
        done: Vec<JournalEntry>,
        unsure: Option<JournalEntry>,
        keeper: Box<dyn JournalKeeper>,
    ) {
        let recorder = Recorder::new(done, unsure).kept_by(keeper);
        self.0.recorder.replace(Some(recorder));
    }

    /// Writes no more of the journal: what comes is the end of the revision.
    /// Whether it may have rows.
    pub fn stop_keeping_journal(&self) -> bool {
        self.recorded(Recorder::stop_keeping).unwrap_or(false)
    }

    /// Executes statements that are no part of the revision.
    pub fn beside_journal<T>(&self, run: impl FnOnce() -> T) -> T {
        let recorder = self.0.recorder.take();
        let outcome = run();
        self.0.recorder.replace(recorder);
        outcome
    }

    /// Ends the journal, if one was begun: what became of the revision's
    /// statements.
    pub fn end_journal(&self) -> Option<Journal> {
        self.0.recorder.take().map(Recorder::finish)
    }

    /// The words that begin a transaction of the chosen isolation level.
    fn begin_text(&self) -> String {
        match self.0.isolation.borrow().as_deref() {
            Some(level) => format!("BEGIN ISOLATION LEVEL {level}"),
            None => "BEGIN".to_owned(),
        }
    }

    fn with<T>(&self, run: impl FnOnce(&mut Backend) -> Result<T, Error>) -> Result<T, Error> {
        match self.0.backend.borrow_mut().as_mut() {
            Some(backend) => run(backend),
            None => Err(Error::Closed),
        }
    }

    /// Begins a transaction. The server is told with the first statement.
    pub fn begin(&self) -> Result<(), Error> {
        if self.is_closed() {
            return Err(Error::Closed);
        }
        if self.0.begun.replace(true) {
            return Err(Error::AlreadyBegun);
        }
        Ok(())
    }

    /// Begins a transaction that may write: on SQLite `BEGIN IMMEDIATE`,
    /// tried for `timeout`, so that no other process writes until its end.
    /// On PostgreSQL the same as [`begin`](Self::begin).
    pub fn begin_immediate(
        &self,
        timeout: Duration,
        on_wait: &mut dyn FnMut(&Waiting) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        if self.0.begun.get() {
            return Err(Error::AlreadyBegun);
        }
        if self.dialect_name() == "sqlite" {
            lock::begin_immediate(timeout, on_wait, || {
                self.with(|backend| match backend {
                    Backend::Sqlite(database) => database
                        .with_busy_timeout(Duration::ZERO, || database.batch("BEGIN IMMEDIATE"))?,
                    Backend::Postgresql(_) | Backend::Mysql(_) => Ok(()),
                })
            })?;
            self.0.told.set(true);
        }
        self.0.begun.set(true);
        Ok(())
    }

    /// Commits what has been begun, if anything has.
    pub fn commit(&self) -> Result<(), Error> {
        self.end("COMMIT")
    }

    /// Rolls back what has been begun, if anything has.
    pub fn rollback(&self) -> Result<(), Error> {
        self.end("ROLLBACK")
    }

    fn end(&self, text: &str) -> Result<(), Error> {
        let told = self.0.told.replace(false);
        self.0.begun.set(false);
        if text == "ROLLBACK" {
            self.recorded(Recorder::rolled_back);
        }
        // A script may have begun a transaction on SQLite by itself.
        if !told && (self.dialect_name() != "sqlite" || self.is_closed()) {
            return Ok(());
        }
        self.with(|backend| match backend {
            Backend::Mysql(session) if text == "COMMIT" => {
                self.keep(session, |recorder| recorder.before(None))?;
                session.execute(text, &[]).map(|_| ())
            }
            Backend::Postgresql(session) if session.is_broken() && text == "ROLLBACK" => Ok(()),
            Backend::Postgresql(session) if session.status() != b'I' => {
                session.simple(None, text).map(|_| ())
            }
            Backend::Sqlite(database) if database.in_transaction() => database.batch(text),
            Backend::Mysql(session) if session.is_broken() && text == "ROLLBACK" => Ok(()),
            Backend::Mysql(session) => session.execute(text, &[]).map(|_| ()),
            _ => Ok(()),
        })
        .map_err(|error| error.of_statement(text, &[]))?;
        if text == "COMMIT" {
            self.recorded(Recorder::committed);
        }
        Ok(())
    }

    /// Whether a transaction has been begun, by `begin` or by a statement.
    pub fn in_transaction(&self) -> bool {
        self.0.begun.get()
    }

    /// Whether the server is inside a transaction. It is not before the
    /// first statement, nor after a script's own COMMIT.
    pub fn server_in_transaction(&self) -> bool {
        match self.0.backend.borrow().as_ref() {
            Some(Backend::Postgresql(session)) => session.status() != b'I',
            Some(Backend::Sqlite(database)) => database.in_transaction(),
            // It begins with any statement that reads or writes.
            Some(Backend::Mysql(_)) => self.0.told.get(),
            None => false,
        }
    }

    /// Whether the server refuses everything until a rollback.
    pub fn transaction_failed(&self) -> bool {
        match self.0.backend.borrow().as_ref() {
            Some(Backend::Postgresql(session)) => session.status() == b'E',
            _ => false,
        }
    }

    /// SAVEPOINT.
    pub fn savepoint(&self, name: &str) -> Result<(), Error> {
        self.execute_text(&format!("SAVEPOINT {name}")).map(|_| ())
    }

    /// RELEASE SAVEPOINT.
    pub fn release(&self, name: &str) -> Result<(), Error> {
        self.execute_text(&format!("RELEASE SAVEPOINT {name}"))
            .map(|_| ())
    }

    /// ROLLBACK TO SAVEPOINT.
    pub fn rollback_to(&self, name: &str) -> Result<(), Error> {
        self.execute_text(&format!("ROLLBACK TO SAVEPOINT {name}"))
            .map(|_| ())
    }

    /// Chooses the isolation level of the transactions to come, or
    /// `AUTOCOMMIT`.
    pub fn set_isolation_level(&self, level: &str) -> Result<(), Error> {
        let valid: &[&str] = match self.dialect_name() {
            "sqlite" => &["READ UNCOMMITTED", "SERIALIZABLE", "AUTOCOMMIT"],
            "mysql" | "mariadb" => &[
                "SERIALIZABLE",
                "READ UNCOMMITTED",
                "READ COMMITTED",
                "REPEATABLE READ",
                "AUTOCOMMIT",
            ],
            _ => &[
                "AUTOCOMMIT",
                "READ COMMITTED",
                "READ UNCOMMITTED",
                "REPEATABLE READ",
                "SERIALIZABLE",
            ],
        };
        if self.in_transaction() {
            return Err(Error::IsolationInTransaction);
        }
        let level = level.replace('_', " ").to_uppercase();
        if !valid.contains(&level.as_str()) {
            return Err(Error::IsolationLevel {
                level,
                dialect: self.dialect_name(),
                valid: valid.join(", "),
            });
        }
        self.set_autocommit(level == "AUTOCOMMIT")?;
        if level == "AUTOCOMMIT" {
            return Ok(());
        }
        self.with(|backend| match backend {
            Backend::Postgresql(_) => {
                self.0.isolation.replace(Some(level));
                Ok(())
            }
            Backend::Mysql(session) => {
                let set = format!("SET SESSION TRANSACTION ISOLATION LEVEL {level}");
                session.execute(&set, &[]).map(|_| ())
            }
            Backend::Sqlite(database) => database.batch(match level.as_str() {
                "READ UNCOMMITTED" => "PRAGMA read_uncommitted = 1",
                _ => "PRAGMA read_uncommitted = 0",
            }),
        })
    }

    /// The isolation level in force. But on SQLite this asks the server,
    /// without beginning a transaction.
    pub fn isolation_level(&self) -> Result<String, Error> {
        if let (false, Some(level)) = (self.autocommit(), self.0.isolation.borrow().as_ref()) {
            return Ok(level.clone());
        }
        let value = self.with(|backend| match backend {
            Backend::Postgresql(session) => {
                session.simple(None, "SHOW TRANSACTION ISOLATION LEVEL")
            }
            Backend::Sqlite(database) => database.execute("PRAGMA read_uncommitted", &[]),
            // The only name that all versions of both servers know.
            Backend::Mysql(session) => session.execute(
                "SHOW VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')",
                &[],
            ),
        })?;
        Ok(match last(value) {
            Some(Value::Text(level)) => level.to_uppercase().replace('-', " "),
            Some(Value::Integer(1)) => "READ UNCOMMITTED".to_owned(),
            _ => "SERIALIZABLE".to_owned(),
        })
    }

    /// Whether each statement is its own transaction.
    pub fn autocommit(&self) -> bool {
        self.0.autocommit.get()
    }

    /// Turns `AUTOCOMMIT` on or off; the isolation level comes back as it
    /// was.
    pub fn set_autocommit(&self, autocommit: bool) -> Result<(), Error> {
        if self.in_transaction() {
            return Err(Error::IsolationInTransaction);
        }
        let before = self.0.autocommit.replace(autocommit);
        self.with(|backend| match backend {
            Backend::Mysql(session) if before != autocommit => {
                let set = format!("SET autocommit = {}", u8::from(autocommit));
                session.execute(&set, &[]).map(|_| ())
            }
            _ => Ok(()),
        })
    }

    /// The server's version: `[15, 4]`, `[3, 50, 2]`.
    pub fn server_version(&self) -> Vec<u32> {
        let text = match self.0.backend.borrow().as_ref() {
            Some(Backend::Postgresql(session)) => {
                session.setting("server_version").unwrap_or("").to_owned()
            }
            Some(Backend::Sqlite(_)) => rusqlite::version().to_owned(),
            Some(Backend::Mysql(session)) => session.version().to_owned(),
            None => String::new(),
        };
        text.split(|c: char| !c.is_ascii_digit())
            .map_while(|part| part.parse().ok())
            .collect()
    }

    /// The schema that names without one are in: `public`, `main`. On
    /// PostgreSQL this asks the server, without beginning a transaction.
    pub fn default_schema(&self) -> Result<Option<String>, Error> {
        let rows = self.with(|backend| match backend {
            Backend::Postgresql(session) => {
                session.simple(None, "SELECT pg_catalog.current_schema()")
            }
            Backend::Mysql(session) => session.execute("SELECT DATABASE()", &[]),
            Backend::Sqlite(_) => Ok(Rows {
                rows: vec![vec![Value::from("main")]],
                ..Rows::default()
            }),
        })?;
        Ok(match first(rows) {
            Some(Value::Text(name)) => Some(name),
            _ => None,
        })
    }

    /// The server's process that serves this connection.
    pub fn backend_pid(&self) -> Option<i32> {
        match self.0.backend.borrow().as_ref() {
            Some(Backend::Postgresql(session)) => Some(session.process()),
            Some(Backend::Mysql(session)) => i32::try_from(session.number()).ok(),
            _ => None,
        }
    }

    /// Something that another thread can stop a running statement with.
    pub fn cancel_handle(&self) -> CancelHandle {
        CancelHandle(match self.0.backend.borrow().as_ref() {
            Some(Backend::Postgresql(session)) => {
                let (address, process) = session.cancellation();
                Arc::new(Cancel::Postgresql { address, process })
            }
            Some(Backend::Sqlite(database)) => Arc::new(Cancel::Sqlite(database.interrupt())),
            Some(Backend::Mysql(session)) => Arc::new(Cancel::Mysql {
                opts: Box::new(session.opts()),
                number: session.number(),
            }),
            None => Arc::new(Cancel::Nothing),
        })
    }

    /// What PostgreSQL told besides its answers since the last call.
    pub fn take_notices(&self) -> Vec<Notice> {
        match self.0.backend.borrow_mut().as_mut() {
            Some(Backend::Postgresql(session)) => session.take_notices(),
            _ => Vec::new(),
        }
    }

    /// Closes the connection; what was not committed is rolled back.
    pub fn close(&self) {
        self.0.backend.borrow_mut().take();
        self.0.begun.set(false);
        self.0.told.set(false);
    }

    /// Whether it was closed, or lost.
    pub fn is_closed(&self) -> bool {
        match self.0.backend.borrow().as_ref() {
            Some(Backend::Postgresql(session)) => session.is_broken(),
            Some(Backend::Sqlite(_)) => false,
            Some(Backend::Mysql(session)) => session.is_broken(),
            None => true,
        }
    }

    /// Whether two handles are the same connection.
    pub fn is(&self, other: &Connection) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Connection({})", self.0.url)
    }
}

impl Catalog for Connection {
    fn query(&self, sql: &Sql) -> Result<Rows, Box<dyn std::error::Error>> {
        Ok(self.execute(sql)?)
    }
}

fn last(rows: Rows) -> Option<Value> {
    rows.rows.into_iter().next()?.into_iter().last()
}

fn first(rows: Rows) -> Option<Value> {
    rows.rows.into_iter().next()?.into_iter().next()
}

/// Stops what a connection does, from another thread.
#[derive(Clone)]
pub struct CancelHandle(Arc<Cancel>);

enum Cancel {
    Postgresql {
        address: Address,
        process: (i32, i32),
    },
    Sqlite(rusqlite::InterruptHandle),
    Mysql {
        opts: Box<::mysql::Opts>,
        number: u32,
    },
    Nothing,
}

impl CancelHandle {
    /// Stops the statement that runs now, if one does; it fails.
    pub fn cancel(&self) {
        match self.0.as_ref() {
            Cancel::Postgresql { address, process } => postgresql::cancel(address, *process),
            Cancel::Sqlite(handle) => handle.interrupt(),
            Cancel::Mysql { opts, number } => mysql::cancel(opts, *number),
            Cancel::Nothing => {}
        }
    }
}

//! What a migration runs against: a database, or a file of SQL.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::{Rc, Weak};

use limbeck_database::{Connection, Url, show_parameters};
use limbeck_dialect::{Binds, Catalog, Dialect, Mysql, Postgresql, Sql, Sqlite, Step};
use limbeck_operations::{Batch, Execute, Operation, Rows, Sink};
use limbeck_schema::{Statement, TableName, Value};
use limbeck_script::ScriptDirectory;

use crate::run::Progress;
use crate::{ConfigureOptions, EnvironmentContext, Error, Level, Output, Session, VersionTable};

/// The logger of the lines that a run writes.
pub(crate) const LOGGER: &str = "alembic.runtime.migration";

/// What a migration runs against: made by `context.configure()`.
pub struct MigrationContext {
    pub(crate) session: Session,
    pub(crate) environment: Option<Weak<EnvironmentContext>>,
    pub(crate) script: Option<Rc<ScriptDirectory>>,
    pub(crate) dialect: Rc<dyn Dialect>,
    /// None offline.
    pub(crate) connection: Option<Connection>,
    pub(crate) transactional_ddl: bool,
    pub(crate) transaction_per_migration: bool,
    pub(crate) in_external_transaction: bool,
    pub(crate) version_table: VersionTable,
    pub(crate) purge: bool,
    pub(crate) dont_mutate: bool,
    output: Output,
    /// Whether the log takes the statements that are executed.
    echoes: bool,
    starting_rev: Option<String>,
    /// Types that this context has created along with tables.
    created_types: RefCell<HashSet<TableName>>,
    /// Which transaction of this context is open.
    pub(crate) open: Cell<Open>,
    /// Whether an autocommit block is open.
    pub(crate) in_autocommit_block: Cell<bool>,
    pub(crate) progress: RefCell<Progress>,
}

/// The logger of the statements that are executed.
const ENGINE: &str = "sqlalchemy.engine.Engine";

/// A transaction that a context has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Open {
    /// None.
    #[default]
    No,
    /// `BEGIN;` was printed.
    Printed,
    /// One that ends with a commit or a rollback.
    Real,
    /// The one transaction of a whole run on SQLite, and whether a revision
    /// has a savepoint in it.
    Run { savepoint: bool },
}

impl MigrationContext {
    /// A context outside of env.py is made with this too
    /// (`MigrationContext.configure(connection)`); it has no environment, and
    /// a script directory only if one was given.
    pub fn configure(
        session: &Session,
        options: ConfigureOptions,
        script: Option<Rc<ScriptDirectory>>,
        environment: Option<Weak<EnvironmentContext>>,
    ) -> Result<Rc<MigrationContext>, Error> {
        let as_sql = options.as_sql.unwrap_or(false);
        let dialect = dialect(&options, as_sql)?;
        if options.literal_binds && !as_sql {
            return Err(Error::command(
                "Can't use literal_binds setting without as_sql mode",
            ));
        }
        let connection = options.connection.filter(|_| !as_sql);
        let context = MigrationContext {
            session: session.clone(),
            environment,
            script,
            transactional_ddl: options
                .transactional_ddl
                .unwrap_or_else(|| dialect.transactional_ddl()),
            transaction_per_migration: options.transaction_per_migration,
            in_external_transaction: connection
                .as_ref()
                .is_some_and(|connection| connection.in_transaction()),
            version_table: VersionTable::new(
                options.version_table.as_deref(),
                options.version_table_schema.as_deref(),
                options.version_table_pk,
            ),
            purge: options.purge.unwrap_or(false),
            dont_mutate: options.dont_mutate.unwrap_or(false),
            echoes: options.echoes,
            output: options.output.unwrap_or_else(|| session.stdout.clone()),
            starting_rev: options.starting_rev,
            created_types: RefCell::default(),
            open: Cell::default(),
            in_autocommit_block: Cell::new(false),
            progress: RefCell::default(),
            dialect,
            connection,
        };
        if let Some(connection) = &context.connection {
            let handle = connection.cancel_handle();
            session.settings.set_running(Some(handle));
        }
        let impl_name = options.impl_name.as_deref();
        context.info(&format!(
            "Context impl {}.",
            impl_name.unwrap_or_else(|| context.dialect.impl_name())
        ));
        if as_sql {
            context.info("Generating static SQL");
        }
        context.info(if context.transactional_ddl {
            "Will assume transactional DDL."
        } else {
            "Will assume non-transactional DDL."
        });
        Ok(Rc::new(context))
    }
}

/// The kind of database that options speak of. Printed SQL takes on the
/// spelling of the Python driver that the URL names.
fn dialect(options: &ConfigureOptions, as_sql: bool) -> Result<Rc<dyn Dialect>, Error> {
    let url = match (&options.connection, &options.url, &options.dialect_name) {
        (Some(connection), _, _) => connection.url().clone(),
        (None, Some(url), _) => Url::parse(url)?,
        (None, None, Some(name)) => Url::parse(&format!("{name}://"))?,
        (None, None, None) => {
            return Err(Error::Exception {
                class: "Exception",
                message: "Connection, url, or dialect_name is required.".into(),
            });
        }
    };
    let driver = options
        .driver
        .as_deref()
        .unwrap_or_else(|| url.driver())
        .to_owned();
    Ok(match (url.dialect()?, as_sql) {
        ("postgresql", true) => {
            let printed = Postgresql::printed_for(&driver);
            Rc::new(match &options.paramstyle {
                Some(style) => printed.with_paramstyle(style),
                None => printed,
            })
        }
        ("postgresql", false) => Rc::new(Postgresql::new()),
        ("sqlite", _) => Rc::new(Sqlite),
        (name @ ("mysql" | "mariadb"), true) => {
            let printed = Mysql::printed_for(name, &driver);
            Rc::new(match &options.paramstyle {
                Some(style) => printed.with_paramstyle(style),
                None => printed,
            })
        }
        (name @ ("mysql" | "mariadb"), false) => Rc::new(
            options
                .connection
                .as_ref()
                .and_then(Connection::mysql_dialect)
                .unwrap_or_else(|| Mysql::new(name)),
        ),
        (other, _) => {
            return Err(limbeck_database::Error::UnsupportedDialect(other.to_owned()).into());
        }
    })
}

/// What it is made of.
impl MigrationContext {
    /// What the context runs in.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The kind of database.
    pub fn dialect(&self) -> &Rc<dyn Dialect> {
        &self.dialect
    }

    /// The database; `None` offline.
    pub fn connection(&self) -> Option<&Connection> {
        self.connection.as_ref()
    }

    /// Whether SQL is printed rather than executed.
    pub fn as_sql(&self) -> bool {
        self.connection.is_none()
    }

    /// Whether DDL takes part in transactions, as far as Alembic is concerned.
    pub fn transactional_ddl(&self) -> bool {
        self.transactional_ddl
    }

    /// The version table.
    pub fn version_table(&self) -> &VersionTable {
        &self.version_table
    }

    /// The scripts, if the context knows them.
    pub fn script(&self) -> Option<&Rc<ScriptDirectory>> {
        self.script.as_ref()
    }

    /// Where offline output goes.
    pub fn output(&self) -> &Output {
        &self.output
    }

    /// `starting_rev`, as given.
    pub fn starting_rev(&self) -> Option<&str> {
        self.starting_rev.as_deref()
    }

    /// The run of env.py that this context belongs to, while it lasts.
    pub fn environment(&self) -> Result<Rc<EnvironmentContext>, Error> {
        self.environment
            .as_ref()
            .and_then(|weak| weak.upgrade())
            .ok_or_else(|| Error::Exception {
                class: "AssertionError",
                message: "this MigrationContext was not made by a command, and has no migrations \
                          to run"
                    .into(),
            })
    }

    pub(crate) fn info(&self, line: &str) {
        self.session.log.log(LOGGER, Level::Info, line);
    }

    pub(crate) fn debug(&self, line: &str) {
        self.session.log.log(LOGGER, Level::Debug, line);
    }
}

/// The version table.
impl MigrationContext {
    /// `get_current_heads()`.
    pub fn get_current_heads(&self) -> Result<Vec<String>, Error> {
        let starting = self.starting_rev.as_deref().filter(|text| !text.is_empty());
        let Some(connection) = &self.connection else {
            return match (starting, &self.script) {
                (None | Some("base"), _) => Ok(Vec::new()),
                (Some(starting), None) => Ok(vec![starting.to_owned()]),
                (Some(starting), Some(script)) => Ok(script
                    .get_revision(starting)?
                    .map(|script| script.revision.clone())
                    .into_iter()
                    .collect()),
            };
        };
        if starting.is_some() {
            return Err(Error::command(
                "Can't specify current_rev to context when using a database connection",
            ));
        }
        if !self.has_version_table()? {
            return Ok(Vec::new());
        }
        let sql = self
            .dialect
            .statement(&self.version_table.select(), Binds::Bound)?;
        let rows = connection.execute(&sql)?;
        Ok(rows
            .rows
            .into_iter()
            .filter_map(|row| match row.into_iter().next() {
                Some(Value::Text(version)) => Some(version),
                Some(Value::Other { text, .. }) => Some(text),
                _ => None,
            })
            .collect())
    }

    /// `get_current_revision()`.
    pub fn get_current_revision(&self) -> Result<Option<String>, Error> {
        let mut heads = self.get_current_heads()?;
        if heads.len() > 1 {
            return Err(Error::Command(format!(
                "Version table '{}' has more than one head present; please use \
                 get_current_heads()",
                self.version_table.name()
            )));
        }
        Ok(heads.pop())
    }

    /// Makes the version table unless it is there, and empties it on `purge`.
    pub fn ensure_version_table(&self, purge: bool) -> Result<(), Error> {
        if self.connection.is_none() || !self.has_version_table()? {
            self.run_statement(&self.version_table.create())?;
        }
        if purge {
            self.run_statement(&self.version_table.purge())?;
        }
        Ok(())
    }

    /// Whether the version table is there. Offline it never is.
    pub fn has_version_table(&self) -> Result<bool, Error> {
        let Some(connection) = &self.connection else {
            return Ok(false);
        };
        let sql = self.dialect.has_table(&self.version_table.table);
        Ok(!connection.execute(&sql)?.rows.is_empty())
    }

    /// `stamp(script_directory, revision)`.
    pub fn stamp(&self, script: &Rc<ScriptDirectory>, revisions: &[String]) -> Result<(), Error> {
        let heads = self.get_current_heads()?;
        if self.connection.is_some() && heads.is_empty() {
            self.ensure_version_table(false)?;
        }
        let steps = crate::Step::stamps(script, revisions, &heads)?;
        let mut heads = heads.into_iter().collect();
        for step in steps {
            self.update_heads(&step, &mut heads)?;
        }
        Ok(())
    }
}

/// What the commands ask about the heads.
impl MigrationContext {
    /// The database's URL with its password masked.
    pub fn masked_url(&self) -> Option<String> {
        let connection = self.connection.as_ref()?;
        Some(connection.url().render(true))
    }

    /// Fails if the version table names a revision that no script has.
    pub(crate) fn check_heads_are_known(&self, heads: &[String]) -> Result<(), Error> {
        let (Some(script), Some(_)) = (&self.script, &self.connection) else {
            return Ok(());
        };
        for head in heads {
            if let Err(error) = script.get_revision(head) {
                return Err(Error::UnknownRevision {
                    message: error.to_string(),
                    revision: head.clone(),
                    version_table: self.version_table.table.to_string(),
                });
            }
        }
        Ok(())
    }
}

/// SQL on its way to the database or to the output.
impl MigrationContext {
    /// `static_output(text)`: text between blank lines of the output.
    pub fn static_output(&self, text: &str) -> Result<(), Error> {
        let mut output = self.output.borrow_mut();
        write!(output, "{text}\n\n").map_err(Error::Output)
    }

    /// `execute(sql)`.
    pub fn execute(&self, statement: Execute) -> Result<(), Error> {
        self.invoke(Operation::Execute(Box::new(statement)))
    }

    /// Executes or prints a statement without parameters, and says how many
    /// rows it changed where the server says so.
    pub(crate) fn run_statement(&self, statement: &Statement) -> Result<Option<u64>, Error> {
        let sql = self.dialect.statement(statement, self.binds())?;
        Ok(self.run_sql(&sql)?.and_then(|rows| rows.affected))
    }

    fn binds(&self) -> Binds {
        if self.connection.is_none() {
            Binds::Inline
        } else {
            Binds::Bound
        }
    }

    /// Executes or prints statements in order, those that the server refuses
    /// in a transaction outside of one. Gives what the last one returned.
    fn run_all(&self, statements: &[Sql]) -> Result<Option<Rows>, Error> {
        let mut wanted: Vec<&Sql> = Vec::with_capacity(statements.len());
        for sql in statements {
            if self.is_needed(sql)? {
                wanted.push(sql);
            }
        }
        let statements = wanted;
        let mut last = None;
        for group in statements.chunk_by(|one, next| one.autocommit == next.autocommit) {
            let outside = group.first().is_some_and(|sql| sql.autocommit)
                && self.open.get() != Open::No
                && !self.in_autocommit_block.get();
            let block = outside.then(|| self.enter_autocommit_block()).transpose()?;
            let result = group.iter().try_fold(None, |_, sql| self.run_sql(sql));
            if let Some(block) = block {
                let left = self.leave_autocommit_block(block);
                last = result?;
                left?;
            } else {
                last = result?;
            }
        }
        Ok(last)
    }

    /// Whether a statement is to be run: a type that tables share is created
    /// once, and not at all where it is there as it should be.
    fn is_needed(&self, sql: &Sql) -> Result<bool, Error> {
        let Some(name) = &sql.creates_type else {
            return Ok(true);
        };
        if !self.created_types.borrow_mut().insert(name.clone()) {
            return Ok(false);
        }
        match &self.connection {
            Some(connection) => Ok(!self.dialect.has_type_of(sql, connection)?),
            None => Ok(true),
        }
    }

    fn run_sql(&self, sql: &Sql) -> Result<Option<Rows>, Error> {
        match &self.connection {
            None => {
                let text = sql.text.replace('\t', "    ");
                self.static_output(&format!("{};", text.trim()))?;
                Ok(None)
            }
            Some(connection) => {
                self.session.settings.check_interrupted()?;
                if self.echoes {
                    let log = &self.session.log;
                    log.log(ENGINE, Level::Info, sql.text.trim_end());
                    let values = match sql.parameters.is_empty() {
                        true => "()".to_owned(),
                        false => show_parameters(&sql.parameters, &[], 0),
                    };
                    log.log(ENGINE, Level::Info, &format!("[raw sql] {values}"));
                }
                let rows = connection.execute(sql)?;
                match &sql.refuses_rows {
                    Some(why) if !rows.rows.is_empty() => Err(Error::Command(why.clone())),
                    _ => Ok(Some(rows)),
                }
            }
        }
    }

    fn run_operation(&self, operation: Operation) -> Result<Option<Rows>, Error> {
        let operation = match operation {
            Operation::Batch(batch) => return self.run_batch(*batch).map(|()| None),
            operation => operation,
        };
        let catalog = self
            .connection
            .as_ref()
            .map(|connection| connection as &dyn Catalog);
        let prepared = self.dialect.prepare(operation, catalog)?;
        for notice in &prepared.notices {
            (self.session.settings.notice)(notice);
        }
        self.run_all(&prepared.before)?;
        if prepared.replaced {
            return Ok(None);
        }
        let statements = self.dialect.compile(&prepared.operation, self.binds())?;
        match (self.run_all(&statements), &prepared.operation) {
            (Err(Error::Database(error)), Operation::Execute(execute)) => {
                Err(Error::Database(self.told(error, &execute.statement)))
            }
            (outcome, _) => outcome,
        }
    }

    /// The error of a statement with the text and the parameters that a Python
    /// driver would have got.
    fn told(
        &self,
        error: limbeck_database::Error,
        statement: &Statement,
    ) -> limbeck_database::Error {
        let failed = error.statement().is_some();
        let Some(connection) = self.connection.as_ref().filter(|_| failed) else {
            return error;
        };
        let placeholders = connection.placeholders();
        let shown =
            limbeck_dialect::dialect(connection.dialect_name(), None, Binds::Shown(placeholders))
                .and_then(|dialect| {
                    limbeck_dialect::shown(&*dialect, statement, placeholders).ok()
                });
        match shown {
            Some(shown) if !shown.parameters.is_empty() => {
                let (names, values): (Vec<_>, Vec<_>) = shown.parameters.into_iter().unzip();
                let names = match placeholders.style.is_positional() {
                    true => Vec::new(),
                    false => names,
                };
                let values = values.into_iter().map(|value| value.unwrap_or(Value::Null));
                error.shown_as(shown.text, names, vec![values.collect()], 1)
            }
            _ => error,
        }
    }
}

/// Batches.
impl MigrationContext {
    /// Carries out what `op.batch_alter_table` has collected.
    fn run_batch(&self, batch: Batch) -> Result<(), Error> {
        let catalog = self
            .connection
            .as_ref()
            .map(|connection| connection as &dyn Catalog);
        for step in limbeck_dialect::steps(&*self.dialect, batch, catalog)? {
            match step {
                Step::Operation(operation) => self.invoke(operation)?,
                Step::Statements(statements) => {
                    self.run_all(&statements)?;
                }
                Step::Log { logger, line } => self.session.log.log(logger, Level::Info, &line),
                Step::Rest(rest) => self.invoke(Operation::Batch(rest))?,
            }
        }
        Ok(())
    }
}

impl Sink for MigrationContext {
    type Error = Error;

    fn invoke(&self, operation: Operation) -> Result<(), Error> {
        self.run_operation(operation).map(|_| ())
    }

    fn query(&self, statement: Execute) -> Result<Option<Rows>, Error> {
        self.run_operation(Operation::Execute(Box::new(statement)))
    }
}

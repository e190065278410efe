//! What `alembic.context` stands for while env.py runs.

use std::cell::RefCell;
use std::rc::Rc;

use limbeck_config::Config;
use limbeck_database::Connection;
use limbeck_operations::Execute;
use limbeck_script::ScriptDirectory;

use crate::lock::Locks;
use crate::{Error, Failure, MigrationContext, Output, Scripts, Session, Step, TemplateVariables};

/// Decides which steps a run takes, given the heads of the version table.
/// A command that only looks (`current`, `history`) prints and gives none.
pub type Plan = Box<dyn Fn(&[String], &Rc<MigrationContext>) -> Result<Vec<Step>, Error>>;

/// What a command asks of env.py.
pub struct EnvironmentOptions {
    /// Which steps to take.
    pub plan: Plan,
    /// `--sql`: print, do not execute.
    pub as_sql: bool,
    /// The start of a range, `a` in `a:b`; `None` when there is none.
    pub starting_rev: Option<String>,
    /// Whether the command knows of starting revisions at all.
    pub has_starting_rev: bool,
    /// Where the command wants to go.
    pub destination: Option<Destination>,
    /// `--tag`.
    pub tag: Option<String>,
    /// `stamp --purge`.
    pub purge: bool,
    /// Whether even the version table must not be made (`current`).
    pub dont_mutate: bool,
    /// Whether the run changes the database and so takes the lock.
    pub lock: bool,
    /// Template variables that `configure(template_args=…)` may add to; only
    /// commands that write a script have them.
    pub template_arguments: Option<RefCell<TemplateVariables>>,
}

impl EnvironmentOptions {
    /// Only a plan: online, no range, nothing locked.
    pub fn new(plan: Plan) -> EnvironmentOptions {
        EnvironmentOptions {
            plan,
            as_sql: false,
            starting_rev: None,
            has_starting_rev: false,
            destination: None,
            tag: None,
            purge: false,
            dont_mutate: false,
            lock: false,
            template_arguments: None,
        }
    }
}

/// A destination as the command line gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// `upgrade x`, `downgrade x`.
    One(String),
    /// `stamp x y`.
    Several(Vec<String>),
}

/// A resolved revision argument: `None`, `str` or `tuple` in Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevisionNumber {
    /// The base, or nothing.
    None,
    /// One revision.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// `context.configure(…)`: what the Rust side needs of it. Options that only
/// Python understands (`target_metadata`, `include_object`, `render_item`,
/// the callbacks themselves) stay in Python's `opts`.
#[derive(Default, Clone)]
pub struct ConfigureOptions {
    /// `connection=`.
    pub connection: Option<Connection>,
    /// `url=`, with its password.
    pub url: Option<String>,
    /// `dialect_name=`.
    pub dialect_name: Option<String>,
    /// The Python driver for which SQL is printed, where the URL does not say
    /// (`psycopg2`).
    pub driver: Option<String>,
    /// The style of placeholders for which SQL is printed, where it is not
    /// the driver's own: `dialect_opts={"paramstyle": "named"}`.
    pub paramstyle: Option<String>,
    /// `transactional_ddl=`.
    pub transactional_ddl: Option<bool>,
    /// `transaction_per_migration=`.
    pub transaction_per_migration: bool,
    /// `output_buffer=`; the session's standard output otherwise.
    pub output: Option<Output>,
    /// `starting_rev=`.
    pub starting_rev: Option<String>,
    /// `tag=`.
    pub tag: Option<String>,
    /// `literal_binds=`.
    pub literal_binds: bool,
    /// What the log calls the implementation of the dialect, where a project
    /// has its own.
    pub impl_name: Option<String>,
    /// Whether the log takes the statements that are executed.
    pub echoes: bool,
    /// `version_table=`.
    pub version_table: Option<String>,
    /// `version_table_schema=`.
    pub version_table_schema: Option<String>,
    /// `version_table_pk=`.
    pub version_table_pk: Option<bool>,
    /// `as_sql=` given as a further keyword, which overrides the command's.
    pub as_sql: Option<bool>,
    /// `purge=` given as a further keyword.
    pub purge: Option<bool>,
    /// `dont_mutate=` given as a further keyword.
    pub dont_mutate: Option<bool>,
}

/// One run of env.py.
pub struct EnvironmentContext {
    session: Session,
    script: Rc<ScriptDirectory>,
    options: EnvironmentOptions,
    starting_rev: RefCell<Option<String>>,
    tag: RefCell<Option<String>>,
    migration: RefCell<Option<Rc<MigrationContext>>>,
    locks: Locks,
    failure: RefCell<Option<Failure>>,
}

impl EnvironmentContext {
    /// Prepares a run of env.py.
    pub fn new(
        session: Session,
        script: Rc<ScriptDirectory>,
        options: EnvironmentOptions,
    ) -> Rc<EnvironmentContext> {
        Rc::new(EnvironmentContext {
            starting_rev: RefCell::new(options.starting_rev.clone()),
            tag: RefCell::new(options.tag.clone()),
            session,
            script,
            options,
            migration: RefCell::new(None),
            locks: Locks::default(),
            failure: RefCell::new(None),
        })
    }

    /// Runs env.py, lets go of all locks, and says of a failed run of
    /// revisions where it stopped.
    pub fn run(self: &Rc<Self>) -> Result<(), Error> {
        let settings = &self.session.settings;
        let result = self.session.environment.run_env(self);
        settings.set_running(None);
        self.migration.replace(None);
        self.locks.release();
        // Whatever an interruption made of the run, it was the interruption.
        let result = result.map_err(|error| settings.check_interrupted().err().unwrap_or(error));
        match (result, self.failure.take()) {
            (Err(error), Some(failure)) if error.failure().is_none() => Err(Error::Migration {
                failure: Box::new(failure),
                source: Box::new(error),
            }),
            (result, _) => result,
        }
    }

    /// Ends a run that no command has begun: lets go of all locks.
    pub fn close(&self) {
        self.session.settings.set_running(None);
        self.migration.replace(None);
        self.locks.release();
    }

    /// The session that the command runs in.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// `context.config`.
    pub fn config(&self) -> &Rc<Config> {
        &self.session.config
    }

    /// `context.script`.
    pub fn script(&self) -> &Rc<ScriptDirectory> {
        &self.script
    }

    /// What the command asks for.
    pub fn options(&self) -> &EnvironmentOptions {
        &self.options
    }

    /// The locks that runs of this environment hold.
    pub(crate) fn locks(&self) -> &Locks {
        &self.locks
    }

    /// Remembers where a run of revisions stopped.
    pub(crate) fn failed(&self, failure: Failure) {
        self.failure.replace(Some(failure));
    }

    /// `context.is_offline_mode()`.
    pub fn is_offline_mode(&self) -> bool {
        self.options.as_sql
    }

    /// `context.requires_connection()`.
    pub fn requires_connection(&self) -> bool {
        !self.is_offline_mode()
    }

    /// `context.is_transactional_ddl()`.
    pub fn is_transactional_ddl(&self) -> Result<bool, Error> {
        Ok(self.get_context()?.transactional_ddl())
    }

    /// `context.get_head_revision()`.
    pub fn get_head_revision(&self) -> Result<RevisionNumber, Error> {
        self.revision_number("head")
    }

    /// `context.get_head_revisions()`.
    pub fn get_head_revisions(&self) -> Result<RevisionNumber, Error> {
        self.revision_number("heads")
    }

    /// `context.get_starting_revision_argument()`.
    pub fn get_starting_revision_argument(&self) -> Result<RevisionNumber, Error> {
        let configured = self.migration.borrow().clone();
        let starting = match configured {
            Some(migration) => migration.starting_rev().map(str::to_owned),
            None if self.options.has_starting_rev => self.starting_rev.borrow().clone(),
            None => {
                return Err(Error::command(
                    "No starting revision argument is available.",
                ));
            }
        };
        match starting {
            None => Ok(RevisionNumber::None),
            Some(starting) => self.revision_number(&starting),
        }
    }

    /// `context.get_revision_argument()`.
    pub fn get_revision_argument(&self) -> Result<RevisionNumber, Error> {
        match &self.options.destination {
            None => Err(Error::Exception {
                class: "KeyError",
                message: "destination_rev".into(),
            }),
            Some(Destination::One(revision)) => self.revision_number(revision),
            Some(Destination::Several(revisions)) => match revisions.as_slice() {
                [] => Ok(RevisionNumber::None),
                // Alembic hands the tuple through and gives back its first.
                [first, ..] => Ok(RevisionNumber::One(first.clone())),
            },
        }
    }

    fn revision_number(&self, revision: &str) -> Result<RevisionNumber, Error> {
        Ok(match self.script.as_revision_number(Some(revision))? {
            numbers if numbers.is_empty() => RevisionNumber::None,
            numbers if revision == "heads" => RevisionNumber::Several(numbers),
            mut numbers => RevisionNumber::One(numbers.swap_remove(0)),
        })
    }

    /// `context.get_tag_argument()`.
    pub fn get_tag_argument(&self) -> Option<String> {
        self.tag.borrow().clone()
    }

    /// `context.get_x_argument()`, as a list.
    pub fn get_x_argument(&self) -> &[String] {
        &self.session.settings.x_arguments
    }

    /// `context.configure(…)`.
    pub fn configure(
        self: &Rc<Self>,
        options: ConfigureOptions,
    ) -> Result<Rc<MigrationContext>, Error> {
        if let Some(starting) = options
            .starting_rev
            .as_ref()
            .filter(|text| !text.is_empty())
        {
            self.starting_rev.replace(Some(starting.clone()));
        }
        if let Some(tag) = options.tag.as_ref().filter(|text| !text.is_empty()) {
            self.tag.replace(Some(tag.clone()));
        }
        let options = ConfigureOptions {
            starting_rev: self.starting_rev.borrow().clone(),
            as_sql: Some(options.as_sql.unwrap_or(self.options.as_sql)),
            purge: Some(options.purge.unwrap_or(self.options.purge)),
            dont_mutate: Some(options.dont_mutate.unwrap_or(self.options.dont_mutate)),
            ..options
        };
        let migration = MigrationContext::configure(
            &self.session,
            options,
            Some(self.script.clone()),
            Some(Rc::downgrade(self)),
        )?;
        self.migration.replace(Some(migration.clone()));
        Ok(migration)
    }

    /// `context.run_migrations(**kw)`.
    pub fn run_migrations(&self, scripts: &dyn Scripts) -> Result<(), Error> {
        self.get_context()?.run_migrations(scripts)
    }

    /// `context.execute(…)`.
    pub fn execute(&self, statement: Execute) -> Result<(), Error> {
        self.get_context()?.execute(statement)
    }

    /// `context.static_output(text)`.
    pub fn static_output(&self, text: &str) -> Result<(), Error> {
        self.get_context()?.static_output(text)
    }

    /// `context.get_context()`.
    pub fn get_context(&self) -> Result<Rc<MigrationContext>, Error> {
        self.migration
            .borrow()
            .clone()
            .ok_or_else(|| Error::Exception {
                class: "Exception",
                message: "No context has been configured yet.".into(),
            })
    }
}

//! What a command needs besides its own arguments.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use limbeck_config::Config;
use limbeck_database::CancelHandle;
use limbeck_script::{Script, Surroundings};

use crate::command::NewRevision;
use crate::{EnvironmentContext, Error};

/// Where text goes. Shared, so that what the commands write and what Python
/// prints keep their order.
pub type Output = Rc<RefCell<dyn Write>>;

/// Everything that a command needs besides its own arguments. Cheap to clone.
#[derive(Clone)]
pub struct Session {
    /// The configuration.
    pub config: Rc<Config>,
    /// What only an interpreter can do.
    pub environment: Rc<dyn Environment>,
    /// Standard output.
    pub stdout: Output,
    /// Where Alembic's log lines go.
    pub log: Rc<dyn Log>,
    /// How the commands behave.
    pub settings: Rc<Settings>,
    /// What the scripts are found and read with.
    pub surroundings: Surroundings,
}

/// Looks up an environment variable.
pub type Variables = dyn Fn(&str) -> Option<String>;

/// How the commands behave, where it is not Alembic's own configuration.
#[derive(Clone)]
pub struct Settings {
    /// Whether a run takes a lock first, so that two of them cannot meet.
    pub lock: bool,
    /// `--resume`: whether a revision that stopped half-way goes on there.
    pub resume: bool,
    /// How long a run waits for the lock.
    pub lock_timeout: Duration,
    /// Set from outside (a signal handler) when the user wants to stop; looked
    /// at between statements.
    pub interrupted: Arc<AtomicBool>,
    /// What stops the statement that runs now; whoever sets
    /// [`Settings::interrupted`] calls it too.
    pub running: Arc<Mutex<Option<CancelHandle>>>,
    /// `--quiet`: no progress messages (`Generating … done`).
    pub quiet: bool,
    /// Where progress messages go; [`Session::stdout`] when it is `None`.
    pub progress: Option<Output>,
    /// Columns of the terminal, if the progress messages go to one.
    pub terminal_width: Option<usize>,
    /// Looks up an environment variable.
    pub variable: Rc<Variables>,
    /// The process's `-x` arguments.
    pub x_arguments: Vec<String>,
    /// Where a user should be told of something that is neither output nor
    /// one of Alembic's log lines: a wait for a lock, a dropped invalid index.
    pub notice: Rc<dyn Fn(&str)>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            lock: true,
            resume: false,
            lock_timeout: Duration::from_secs(300),
            interrupted: Arc::new(AtomicBool::new(false)),
            running: Arc::default(),
            quiet: false,
            progress: None,
            terminal_width: None,
            variable: Rc::new(|_| None),
            x_arguments: Vec::new(),
            notice: Rc::new(|_| ()),
        }
    }
}

impl Settings {
    /// Names the connection whose statements an interruption stops; `None`
    /// for none.
    pub(crate) fn set_running(&self, handle: Option<CancelHandle>) {
        if let Ok(mut running) = self.running.lock() {
            *running = handle;
        }
    }

    /// [`Error::Interrupted`] once the user asked to stop.
    pub fn check_interrupted(&self) -> Result<(), Error> {
        if self.interrupted.load(Ordering::Relaxed) {
            Err(Error::Interrupted)
        } else {
            Ok(())
        }
    }
}

/// How important a log line is; Python's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// DEBUG.
    Debug,
    /// INFO.
    Info,
    /// WARNING.
    Warning,
    /// ERROR.
    Error,
}

/// Receives Alembic's log lines.
pub trait Log {
    /// Whether a line of that level would go anywhere; a caller may save the
    /// work of making it.
    fn enabled(&self, logger: &str, level: Level) -> bool {
        let _ = (logger, level);
        true
    }

    /// Takes a line.
    fn log(&self, logger: &str, level: Level, message: &str);
}

/// Drops every line.
pub struct NoLog;

impl Log for NoLog {
    fn enabled(&self, _: &str, _: Level) -> bool {
        false
    }

    fn log(&self, _: &str, _: Level, _: &str) {}
}

/// What a comparison of models with a database has found.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Differences {
    /// How many there are.
    pub count: usize,
    /// All of them as Python prints Alembic's list of them.
    pub text: String,
    /// All of them as a JSON array of objects.
    pub json: String,
}

/// A value in a template's variables.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateValue {
    /// `None`.
    None,
    /// A string.
    Text(String),
    /// A tuple of strings.
    Tuple(Vec<String>),
    /// A list of strings.
    List(Vec<String>),
    /// A moment in ISO form with a space, as `str(datetime)` prints it.
    DateTime(String),
}

/// A template's variables by name. `config` (the session's) and `comma` are
/// always there and not listed.
pub type TemplateVariables = BTreeMap<String, TemplateValue>;

/// Which function of a script is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `upgrade()`.
    Upgrade,
    /// `downgrade()`.
    Downgrade,
}

impl Direction {
    /// The function's name.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Upgrade => "upgrade",
            Direction::Downgrade => "downgrade",
        }
    }
}

/// What only an interpreter can do.
pub trait Environment {
    /// Runs the project's env.py with `alembic.context` standing for that
    /// context.
    fn run_env(&self, context: &Rc<EnvironmentContext>) -> Result<(), Error>;

    /// Renders a Mako template. `file` is its path, for messages.
    fn render_template(
        &self,
        config: &Rc<Config>,
        file: &Path,
        text: &str,
        variables: &TemplateVariables,
    ) -> Result<String, Error>;

    /// Runs a Python file as a program, with the words after it. What it does
    /// with `alembic.command` and `MigrationContext` belongs to that session.
    fn run_program(&self, session: &Session, file: &Path, words: &[String]) -> Result<(), Error> {
        let _ = (session, words);
        Err(Error::Command(format!(
            "there is no interpreter to run {}",
            file.display()
        )))
    }

    /// Fills the revision that is about to be written: compares the models
    /// with the database if `autogenerate` asks for it, and lets env.py's
    /// hooks see and change what comes out (`process_revision_directives`).
    /// Called while env.py runs, once for each of its runs of migrations.
    fn revise(
        &self,
        context: &Rc<EnvironmentContext>,
        heads: &[String],
        new: &NewRevision,
        autogenerate: bool,
    ) -> Result<(), Error> {
        let _ = (context, heads, new, autogenerate);
        Ok(())
    }

    /// What [`revise`](Environment::revise) and the hooks have made of the
    /// revision, rendered; `None` if it was not called for that run of
    /// env.py.
    fn revisions(
        &self,
        context: &Rc<EnvironmentContext>,
    ) -> Result<Option<Vec<NewRevision>>, Error> {
        let _ = context;
        Ok(None)
    }

    /// How the models and the database differ, as
    /// [`revise`](Environment::revise) has found.
    fn differences(&self, context: &Rc<EnvironmentContext>) -> Result<Differences, Error> {
        let _ = context;
        Ok(Differences::default())
    }

    /// Told which scripts are about to be run, in order, so that they can be
    /// compiled in parallel ahead of time.
    fn precompile(&self, scripts: &[&Script]) {
        let _ = scripts;
    }
}

/// Runs the functions of scripts; made for each `run_migrations(**kw)`.
pub trait Scripts {
    /// Calls the script's `upgrade()` or `downgrade()`.
    fn run(&self, script: &Script, direction: Direction) -> Result<(), Error>;

    /// Calls the `on_version_apply` callbacks.
    fn version_applied(&self, step: &crate::MigrationInfo, heads: &[String]) -> Result<(), Error>;
}

//! A project in a temporary folder, and commands run on it in this process.

use std::{cell::RefCell, fs, path::PathBuf, rc::Rc};

use limbeck_config::Config;
use limbeck_python::{Argument, CommandLine, PythonEnvironment, PythonOptions};
use limbeck_runtime::{Error, Session, Settings};
use limbeck_script::Surroundings;
use limbeck_testkit::LOGGING;

/// What stands before the sections of logging.
const ALEMBIC: &str = "[alembic]
script_location = %(here)s/migrations
prepend_sys_path = %(here)s
path_separator = os
sqlalchemy.url = sqlite:///%(here)s/test.db
";

/// An ini file as `alembic init` leaves it, for a SQLite file.
pub fn ini() -> String {
    format!("{ALEMBIC}{LOGGING}")
}

/// An env.py with the usual two functions.
pub const ENV: &str = "from logging.config import fileConfig

from sqlalchemy import engine_from_config, pool

from alembic import context

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name)
target_metadata = None


def run_migrations_offline():
    context.configure(
        url=config.get_main_option('sqlalchemy.url'),
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={'paramstyle': 'named'},
    )
    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online():
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix='sqlalchemy.',
        poolclass=pool.NullPool,
    )
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
";

/// What a command did.
pub struct Outcome {
    /// Why it failed, if it did.
    pub result: Result<(), Error>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Outcome {
    /// Standard output of a command that must succeed.
    #[track_caller]
    pub fn success(self) -> String {
        if let Err(error) = self.result {
            panic!(
                "{error:?}\n--- stdout\n{}--- stderr\n{}",
                self.stdout, self.stderr
            );
        }
        self.stdout
    }

    /// The error of a command that must fail.
    #[track_caller]
    pub fn failure(self) -> Error {
        match self.result {
            Ok(()) => panic!("it succeeded\n--- stdout\n{}", self.stdout),
            Err(error) => error,
        }
    }
}

/// A project.
pub struct Project {
    folder: tempfile::TempDir,
    x_arguments: Vec<String>,
}

impl Project {
    /// A project with the usual ini file and env.py and no revisions.
    pub fn new() -> Project {
        let project = Project {
            folder: tempfile::tempdir().expect("a folder"),
            x_arguments: Vec::new(),
        };
        project.write("alembic.ini", &ini());
        project.write("migrations/env.py", ENV);
        project.write(
            "migrations/script.py.mako",
            "revision = ${repr(up_revision)}\n",
        );
        fs::create_dir(project.path("migrations/versions")).expect("a folder");
        project
    }

    /// The same with `-x` arguments.
    pub fn with_x(mut self, arguments: &[&str]) -> Project {
        self.x_arguments = arguments.iter().map(|text| text.to_string()).collect();
        self
    }

    /// A path in the folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) -> &Project {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
        self
    }

    /// Writes a revision with these bodies of `upgrade()` and `downgrade()`.
    pub fn revision(
        &self,
        id: &str,
        down: Option<&str>,
        upgrade: &str,
        downgrade: &str,
    ) -> &Project {
        let down = down.map_or("None".to_owned(), |down| format!("'{down}'"));
        let indent = |body: &str| {
            body.lines()
                .map(|line| format!("    {line}\n"))
                .collect::<String>()
        };
        self.write(
            &format!("migrations/versions/{id}_.py"),
            &format!(
                "\"\"\"message of {id}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n\
                 revision = '{id}'\ndown_revision = {down}\n\n\n\
                 def upgrade():\n{}\n\ndef downgrade():\n{}",
                indent(upgrade),
                indent(downgrade)
            ),
        )
    }

    /// Runs a command.
    pub fn run(&self, command: impl FnOnce(&Session) -> Result<(), Error>) -> Outcome {
        let stdout = Rc::new(RefCell::new(Vec::new()));
        let stderr = Rc::new(RefCell::new(Vec::new()));
        let environment = PythonEnvironment::new(PythonOptions {
            arguments: vec!["alembic".into()],
            search_path: Vec::new(),
            stdout: stdout.clone(),
            stderr: stderr.clone(),
            command: Some(CommandLine {
                name: "upgrade".into(),
                options: vec![
                    ("name".into(), Argument::Text("alembic".into())),
                    ("x".into(), Argument::List(self.x_arguments.clone())),
                    ("sql".into(), Argument::Boolean(false)),
                ],
            }),
        });
        let session = Session {
            config: Rc::new(Config::new(
                Some(self.path("alembic.ini")),
                None,
                "alembic",
                Default::default(),
            )),
            log: environment.log(),
            surroundings: Surroundings {
                interpreter: Some(environment.interpreter()),
                ..Surroundings::default()
            },
            environment: Rc::new(environment),
            stdout: stdout.clone(),
            settings: Rc::new(Settings {
                x_arguments: self.x_arguments.clone(),
                ..Settings::default()
            }),
        };
        let result = command(&session);
        drop(session);
        let text = |bytes: &RefCell<Vec<u8>>| String::from_utf8_lossy(&bytes.borrow()).into_owned();
        Outcome {
            result,
            stdout: text(&stdout),
            stderr: text(&stderr),
        }
    }

    /// `upgrade`.
    pub fn upgrade(&self, revision: &str) -> Outcome {
        self.run(|session| limbeck_runtime::command::upgrade(session, revision, false, None))
    }

    /// `upgrade --sql`.
    pub fn upgrade_sql(&self, revision: &str) -> Outcome {
        self.run(|session| limbeck_runtime::command::upgrade(session, revision, true, None))
    }

    /// `downgrade`.
    pub fn downgrade(&self, revision: &str) -> Outcome {
        self.run(|session| limbeck_runtime::command::downgrade(session, revision, false, None))
    }

    /// `current`.
    pub fn current(&self) -> Outcome {
        self.run(|session| limbeck_runtime::command::current(session, false, false))
    }

    /// What a query on the project's SQLite file gives, a row a line.
    pub fn query(&self, sql: &str) -> String {
        let connection = rusqlite::Connection::open(self.path("test.db")).expect("a database");
        let mut statement = connection.prepare(sql).expect("a statement");
        let width = statement.column_count();
        let mut rows = statement.query([]).expect("rows");
        let mut lines = String::new();
        while let Some(row) = rows.next().expect("a row") {
            let values: Vec<String> = (0..width)
                .map(|column| {
                    let value: rusqlite::types::Value = row.get(column).expect("a value");
                    match value {
                        rusqlite::types::Value::Text(text) => text,
                        other => format!("{other:?}"),
                    }
                })
                .collect();
            lines.push_str(&values.join("|"));
            lines.push('\n');
        }
        lines
    }
}

//! An environment without Python: revisions are files whose lines
//! `# upgrade: SQL` and `# downgrade: SQL` are executed in order.
//! `# autocommit: SQL` is executed in an autocommit block on the way up.

#![allow(dead_code, reason = "not every file of tests uses all of it")]

use std::cell::RefCell;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use limbeck_config::{Config, Files};
use limbeck_database::{Connection, Options, Url};
use limbeck_operations::{Execute, ExecutionOptions, Sink};
use limbeck_runtime::{
    ConfigureOptions, Direction, Environment, EnvironmentContext, Error, Level, Log,
    MigrationContext, MigrationInfo, Scripts, Session, Settings, TemplateValue, TemplateVariables,
};
use limbeck_schema::Statement;
use limbeck_script::{Script, Surroundings};

/// A project in a temporary folder.
pub struct Project {
    pub folder: Arc<tempfile::TempDir>,
    pub url: String,
    pub configure: ConfigureOptions,
    /// Whether the fake env.py begins a transaction around everything.
    pub external: bool,
}

impl Project {
    /// A project whose database is a SQLite file beside it.
    pub fn sqlite() -> Project {
        let mut project = Project::at(String::new());
        project.url = format!("sqlite:///{}", project.path("test.db").display());
        project
    }

    /// A project whose database is elsewhere.
    pub fn at(url: String) -> Project {
        let project = Project {
            folder: Arc::new(tempfile::tempdir().expect("a temporary folder")),
            url,
            configure: ConfigureOptions::default(),
            external: false,
        };
        fs::create_dir_all(project.path("scripts/versions")).expect("folders");
        fs::write(
            project.path("alembic.ini"),
            "[alembic]\nscript_location = %(here)s/scripts\npath_separator = os\n",
        )
        .expect("alembic.ini");
        fs::write(project.path("scripts/env.py"), "").expect("env.py");
        fs::write(project.path("scripts/script.py.mako"), "").expect("script.py.mako");
        project
    }

    /// Makes the same project on another thread.
    pub fn again(&self) -> impl FnOnce() -> Project + Send + 'static {
        let (folder, url) = (self.folder.clone(), self.url.clone());
        move || Project {
            folder,
            url,
            configure: ConfigureOptions::default(),
            external: false,
        }
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Adds a revision; `down` is written as Python.
    pub fn revision(&self, revision: &str, down: &str, body: &str) {
        let text = format!(
            "\"\"\"message of {revision}\"\"\"\nrevision = {revision:?}\ndown_revision = {down}\n{body}\n"
        );
        fs::write(self.path(&format!("scripts/versions/{revision}_.py")), text)
            .expect("a revision");
    }

    /// Revisions `a`, `b`, … in one line, each making a table of its name.
    pub fn line(&self, names: &[&str]) {
        let mut down = "None".to_owned();
        for name in names {
            self.revision(
                name,
                &down,
                &format!("# upgrade: CREATE TABLE t_{name} (id INTEGER)\n# downgrade: DROP TABLE t_{name}"),
            );
            down = format!("{name:?}");
        }
    }

    /// A session in this project, with what it prints and logs.
    pub fn session(&self) -> Run {
        self.session_with(Settings::default())
    }

    /// A session that behaves as the settings say.
    pub fn session_with(&self, settings: Settings) -> Run {
        let output = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::new(Lines::default());
        let config = Config::from_files(
            Files {
                ini: self.path("alembic.ini"),
                toml: self.path("pyproject.toml"),
            },
            "alembic",
        );
        let session = Session {
            config: Rc::new(config),
            environment: Rc::new(Fake {
                url: self.url.clone(),
                configure: self.configure.clone(),
                external: self.external,
            }),
            stdout: output.clone(),
            log: log.clone(),
            settings: Rc::new(settings),
            surroundings: Surroundings::default(),
        };
        Run {
            session,
            output,
            log,
        }
    }

    /// The first column of a query's rows, joined with commas.
    pub fn query(&self, sql: &str) -> String {
        let connection = self.connect();
        let rows = connection.execute_text(sql).expect("a query");
        let mut values: Vec<String> = rows
            .rows
            .iter()
            .map(|row| match row.first() {
                Some(limbeck_schema::Value::Text(text)) => text.clone(),
                Some(limbeck_schema::Value::Integer(number)) => number.to_string(),
                other => format!("{other:?}"),
            })
            .collect();
        values.sort();
        values.join(",")
    }

    /// What the version table names.
    pub fn versions(&self) -> String {
        self.query("SELECT version_num FROM alembic_version")
    }

    /// The tables of the database apart from the version table.
    pub fn tables(&self) -> String {
        self.query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'",
        )
    }

    fn connect(&self) -> Connection {
        Connection::open(&Url::parse(&self.url).expect("a URL"), &Options::default())
            .expect("a connection")
    }
}

/// A session and what came out of it.
pub struct Run {
    pub session: Session,
    output: Rc<RefCell<Vec<u8>>>,
    log: Rc<Lines>,
}

impl Run {
    pub fn output(&self) -> String {
        String::from_utf8_lossy(&self.output.borrow()).into_owned()
    }

    pub fn log(&self) -> String {
        self.log.0.borrow().join("\n")
    }
}

#[derive(Default)]
struct Lines(RefCell<Vec<String>>);

impl Log for Lines {
    fn log(&self, _: &str, level: Level, message: &str) {
        if level >= Level::Info {
            self.0.borrow_mut().push(message.to_owned());
        }
    }
}

struct Fake {
    url: String,
    configure: ConfigureOptions,
    external: bool,
}

impl Environment for Fake {
    fn run_env(&self, context: &Rc<EnvironmentContext>) -> Result<(), Error> {
        let mut options = self.configure.clone();
        if context.is_offline_mode() {
            options.url = Some(self.url.clone());
            options.literal_binds = true;
        } else {
            let connection = Connection::open(&Url::parse(&self.url)?, &Options::default())?;
            if self.external {
                connection.begin()?;
            }
            options.connection = Some(connection);
        }
        let connection = options.connection.clone();
        let migration = context.configure(options)?;
        let transaction = migration.begin_transaction()?;
        let scripts = Bodies(migration.clone());
        let result = context.run_migrations(&scripts);
        migration.end_transaction(transaction, result.is_ok())?;
        if let (true, Some(connection)) = (self.external, connection) {
            if result.is_ok() {
                connection.commit()?;
            } else {
                connection.rollback()?;
            }
        }
        result
    }

    fn render_template(
        &self,
        _: &Rc<Config>,
        _: &Path,
        _: &str,
        variables: &TemplateVariables,
    ) -> Result<String, Error> {
        let value = |name: &str| match variables.get(name) {
            None | Some(TemplateValue::None) => "None".to_owned(),
            Some(TemplateValue::Text(text)) => format!("{text:?}"),
            Some(TemplateValue::Tuple(items) | TemplateValue::List(items)) => {
                let items: String = items.iter().map(|item| format!("{item:?}, ")).collect();
                format!("({items})")
            }
            Some(TemplateValue::DateTime(text)) => text.clone(),
        };
        Ok(format!(
            "{}\nrevision = {}\ndown_revision = {}\nbranch_labels = {}\ndepends_on = {}\n",
            value("message"),
            value("up_revision"),
            value("down_revision"),
            value("branch_labels"),
            value("depends_on"),
        ))
    }
}

struct Bodies(Rc<MigrationContext>);

impl Scripts for Bodies {
    fn run(&self, script: &Script, direction: Direction) -> Result<(), Error> {
        let text = fs::read_to_string(script.path()).expect("the script");
        for line in text.lines() {
            if let Some(sql) = line.strip_prefix(&format!("# {}: ", direction.name())) {
                self.execute(sql)?;
            }
            if let (Direction::Upgrade, Some(sql)) =
                (direction, line.strip_prefix("# autocommit: "))
            {
                let block = self.0.enter_autocommit_block()?;
                let result = self.execute(sql);
                self.0.leave_autocommit_block(block)?;
                result?;
            }
        }
        Ok(())
    }

    fn version_applied(&self, _: &MigrationInfo, _: &[String]) -> Result<(), Error> {
        Ok(())
    }
}

impl Bodies {
    fn execute(&self, sql: &str) -> Result<(), Error> {
        self.0
            .invoke(limbeck_operations::Operation::Execute(Box::new(Execute {
                statement: Statement::Plain(sql.to_owned()),
                parameters: Vec::new(),
                options: ExecutionOptions::default(),
            })))
    }
}

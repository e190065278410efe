//! Programs that use SQLAlchemy as scripts do: expressions, connections,
//! results, values, inspectors, and Python's own library. Each is run by
//! `limbeck python` and by Python with the real SQLAlchemy, and must print the
//! same.
//!
//! A program that reads `DATABASE_URL` is run on SQLite and on PostgreSQL.

mod mistakes;

use std::path::{Path, PathBuf};

use limbeck_testkit::{Oracle, Printed, Project, mariadb, postgres};

/// The program that is tested.
const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/expressions/programs")
}

/// Runs a program by one of the two.
fn run(text: &str, url: Option<&str>, interpreter: &Path, arguments: &[&str]) -> Printed {
    let project = match url {
        Some(url) => Project::new().variable("DATABASE_URL", url),
        None => Project::new(),
    };
    project.write("program.py", text);
    let arguments: Vec<&str> = arguments.iter().copied().chain(["program.py"]).collect();
    let mut printed = project.run(interpreter, &arguments);
    let here = project.path().display().to_string();
    printed.stdout = printed.stdout.replace(&here, "<project>");
    printed
}

/// What a program says that is run on MariaDB too.
const ALSO_MARIADB: &str = "MariaDB too";

/// What a block of output begins with.
const BLOCK: &str = "## ";

/// The blocks that differ, ours below theirs.
fn differences(expected: &str, actual: &str) -> String {
    let blocks = |text: &str| -> Vec<String> {
        text.split(&format!("\n{BLOCK}"))
            .map(str::to_owned)
            .collect()
    };
    let (expected, actual) = (blocks(expected), blocks(actual));
    let pairs = expected.iter().zip(&actual);
    let mut shown: Vec<String> = pairs
        .filter(|(expected, actual)| expected != actual)
        .map(|(expected, actual)| format!("--- SQLAlchemy\n{expected}\n--- limbeck\n{actual}"))
        .collect();
    if expected.len() != actual.len() {
        shown.push(format!("{} and {} blocks", expected.len(), actual.len()));
    }
    shown.join("\n\n")
}

/// An empty database.
enum Database {
    Sqlite,
    Postgresql(postgres::TestDatabase),
    Mariadb(mariadb::TestDatabase),
}

impl Database {
    fn new(name: Option<&str>) -> Database {
        match name {
            Some("postgresql") => Database::Postgresql(postgres::database()),
            Some("mariadb") => Database::Mariadb(mariadb::database()),
            _ => Database::Sqlite,
        }
    }

    fn url(&self) -> String {
        match self {
            Database::Sqlite => "sqlite://".to_owned(),
            Database::Postgresql(database) => database.url_for("psycopg"),
            Database::Mariadb(database) => database.url_for("mariadb+pymysql"),
        }
    }
}

fn check(name: &str) {
    let file = root().join(format!("{name}.py"));
    let text = std::fs::read_to_string(file).expect("a program");
    let mut databases = vec![None];
    if text.contains("DATABASE_URL") {
        databases = vec![Some("sqlite"), Some("postgresql")];
    }
    if text.contains(ALSO_MARIADB) {
        databases.push(Some("mariadb"));
    }
    for database in databases {
        let [theirs, ours] = [(); 2].map(|()| Database::new(database));
        let url = |database: &Database| text.contains("DATABASE_URL").then(|| database.url());
        let oracle = Oracle::find().program("python");
        let expected = run(&text, url(&theirs).as_deref(), &oracle, &[]);
        // A program that stops early compares nothing.
        assert_eq!(expected.code, Some(0), "the real SQLAlchemy: {expected}");
        assert!(expected.stdout.lines().count() > 5, "{expected}");
        let limbeck = Path::new(LIMBECK);
        let actual = run(&text, url(&ours).as_deref(), limbeck, &["python"]);
        assert_eq!(actual.code, Some(0), "{actual}");
        assert!(
            actual.stdout == expected.stdout,
            "{name} on {database:?}:\n{}",
            differences(&expected.stdout, &actual.stdout)
        );
    }
}

/// One test for each program, and one that none is left out.
macro_rules! programs {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            check(stringify!($name));
        })*

        #[test]
        fn all_programs_are_run() {
            let mut found: Vec<String> = std::fs::read_dir(root())
                .expect("the folder")
                .map(|entry| entry.expect("an entry").path())
                .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
                .collect();
            found.sort();
            assert_eq!(found, [$(stringify!($name)),*]);
        }
    };
}

programs! {
    compiled
    connections
    inspector
    library
    own_constraints
    own_elements
    queries
    streaming
    type_errors
    values
}

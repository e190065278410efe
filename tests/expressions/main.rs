//! Programs that use SQLAlchemy as scripts do: expressions, connections,
//! results, values, inspectors, and Python's own library. Each is run by
//! `limbeck python` and by Python with the real SQLAlchemy, and must print the
//! same.
//!
//! A program that reads `DATABASE_URL` is run on SQLite and on PostgreSQL.

mod mistakes;

use std::path::{Path, PathBuf};

use limbeck_testkit::{Oracle, Printed, Project, postgres};

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

fn check(name: &str) {
    let file = root().join(format!("{name}.py"));
    let text = std::fs::read_to_string(file).expect("a program");
    let mut databases = vec![None];
    if text.contains("DATABASE_URL") {
        databases = vec![Some("sqlite"), Some("postgresql")];
    }
    for database in databases {
        let [theirs, ours] = match database {
            None => [None, None],
            Some("postgresql") => [postgres::database(), postgres::database()].map(Some),
            Some(_) => [None, None],
        };
        let url = |database: &Option<postgres::TestDatabase>| match database {
            Some(database) => database.url_for("psycopg"),
            None => "sqlite://".to_owned(),
        };
        let needed = |url: String| text.contains("DATABASE_URL").then_some(url);
        let oracle = Oracle::find().program("python");
        let expected = run(&text, needed(url(&theirs)).as_deref(), &oracle, &[]);
        // A program that stops early compares nothing.
        assert_eq!(expected.code, Some(0), "the real SQLAlchemy: {expected}");
        assert!(expected.stdout.lines().count() > 5, "{expected}");
        let limbeck = Path::new(LIMBECK);
        let actual = run(&text, needed(url(&ours)).as_deref(), limbeck, &["python"]);
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
    own_elements
    queries
    streaming
    type_errors
    values
}

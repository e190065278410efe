//! Programs that use the ORM's sessions as migrations do: each is run by
//! `limbeck python` and by Python with the real SQLAlchemy, and must print the
//! same and end with the same exit code.
//!
//! Each runs on SQLite and on PostgreSQL: `DATABASE_URL` names an empty
//! database. A program that says `# only sqlite` or `# only postgresql` in its
//! first lines runs on that alone.

use limbeck_testkit::{Oracle, Printed, Project, postgres};
use std::path::{Path, PathBuf};

/// The program that is tested.
const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/orm/programs")
}

/// Runs a program by one of the two.
fn run(text: &str, server: bool, interpreter: &Path, arguments: &[&str]) -> Printed {
    let database = server.then(postgres::database);
    let url = match &database {
        Some(database) => database.url_for("psycopg"),
        None => "sqlite://".to_owned(),
    };
    let project = Project::new().variable("DATABASE_URL", &url);
    project.write("program.py", text);
    let arguments: Vec<&str> = arguments.iter().copied().chain(["program.py"]).collect();
    project.run(interpreter, &arguments)
}

fn check(name: &str) {
    let text = std::fs::read_to_string(root().join(format!("{name}.py"))).expect("a program");
    for (server, dialect) in [(false, "sqlite"), (true, "postgresql")] {
        let other = if server { "sqlite" } else { "postgresql" };
        if text.contains(&format!("# only {other}\n")) {
            continue;
        }
        let oracle = Oracle::find().program("python");
        let expected = run(&text, server, &oracle, &["-W", "ignore"]);
        // A program that stops early compares nothing.
        assert_eq!(
            expected.code,
            Some(0),
            "{dialect}, the real SQLAlchemy: {expected}"
        );
        assert!(expected.stdout.lines().count() > 3, "{expected}");
        let actual = run(&text, server, Path::new(LIMBECK), &["python"]);
        assert_eq!(actual.code, Some(0), "{dialect}: {actual}");
        assert!(
            actual.stdout == expected.stdout,
            "{dialect}\n--- SQLAlchemy\n{}\n--- limbeck\n{}\n{}",
            expected.stdout,
            actual.stdout,
            actual.stderr
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

/// A history whose scripts use sessions, run by one of the two: after each
/// step its exit code and the rows of all tables.
fn history(program: &Path, server: bool) -> Vec<String> {
    let database = server.then(postgres::database);
    let url = match &database {
        Some(database) => database.url_for("psycopg"),
        None => "sqlite:///app.db".to_owned(),
    };
    let project = Project::copy_of(&root().join("../history")).variable("DATABASE_URL", &url);
    let steps: [&[&str]; 4] = [
        &["upgrade", "05"],
        &["-x", "fail=yes", "upgrade", "head"],
        &["-x", "each=yes", "upgrade", "head"],
        &["downgrade", "01"],
    ];
    let mut seen = Vec::new();
    for step in steps {
        let code = project.run(program, step).code;
        let oracle = Oracle::find().program("python");
        let rows = project.run(&oracle, &["dump.py"]).success();
        seen.push(format!("{step:?} {code:?}\n{rows}"));
    }
    seen
}

fn check_history(server: bool) {
    let expected = history(&Oracle::find().program("alembic"), server);
    assert!(expected[0].contains("LEE"), "{expected:#?}");
    assert!(expected[1].contains("Some(1)"), "{expected:#?}");
    assert_eq!(history(Path::new(LIMBECK), server), expected);
}

#[test]
fn a_history_that_uses_sessions_leaves_the_same_rows_in_sqlite() {
    check_history(false);
}

#[test]
fn a_history_that_uses_sessions_leaves_the_same_rows_in_postgresql() {
    check_history(true);
}

programs! {
    asynchronous
    automapped
    bulk
    cascades
    changes
    declared
    defaults
    errors
    events
    filters
    first_steps
    inheritance
    kept
    keys
    loading
    loops
    many_rows
    merging
    migrations_charts
    migrations_people
    mixed
    mixins
    names
    older_ways
    pages
    plain_objects
    postgresql_only
    queries
    relations
    results
    server_values
    services
    sets
    statements
    states
    texts
    transactions
    tree
    two_paths
    values
}

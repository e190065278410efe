//! The guide of the example project, walked through: every block of its
//! `bash` and `python` runs as written, against PostgreSQL, and the history
//! runs up and down on SQLite too.

mod blocks;
mod walk;

use std::path::{Path, PathBuf};

use blocks::{Block, blocks};
use limbeck_testkit::{Printed, Project};

const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

/// The example's folder.
fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/genji")
}

/// A copy of the example's `api` folder.
fn api() -> Project {
    Project::copy_of(&example().join("api"))
}

fn guide() -> Vec<Block> {
    blocks(&std::fs::read_to_string(example().join("GUIDE.md")).expect("the guide"))
}

/// The functions of the guide's blocks that a revision can hold as they are.
fn functions() -> Vec<String> {
    guide()
        .iter()
        .filter(|block| block.language == "python")
        .flat_map(Block::functions)
        .filter(|function| !function.contains("(...)"))
        .collect()
}

#[test]
fn every_operation_of_the_guide_is_in_the_history_as_written() {
    let versions = example().join("api/alembic/versions");
    let scripts: Vec<String> = std::fs::read_dir(versions)
        .expect("the versions")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a script"))
        .collect();
    let functions = functions();
    assert!(functions.len() > 20, "{} functions", functions.len());
    for function in functions {
        assert!(
            function.trim_end().ends_with("\n    pass")
                || scripts.iter().any(|script| script.contains(&function)),
            "no revision holds\n{function}"
        );
    }
}

fn up_and_down(project: &Project, arguments: &[&str], objects: impl Fn() -> Vec<String>) {
    let run = |rest: &[&str]| -> Printed { project.run(LIMBECK, &[arguments, rest].concat()) };
    let mut heads = Vec::new();
    for _ in 0..2 {
        run(&["upgrade", "head"]).success();
        assert_eq!(
            run(&["current"]).success().trim(),
            "b0e1f2a3b4c5 (head) (mergepoint)"
        );
        heads.push(objects());
        run(&["downgrade", "base"]).success();
        assert_eq!(run(&["current"]).success(), "");
        assert_eq!(objects(), ["alembic_version"]);
    }
    assert_eq!(heads[0], heads[1]);
    for table in [
        "users",
        "documents",
        "user_preferences",
        "notifications",
        "labels",
    ] {
        assert!(heads[0].iter().any(|name| name == table), "{heads:?}");
    }
}

#[test]
fn the_history_runs_up_and_down_twice_on_postgresql() {
    let database = limbeck_testkit::postgres::database();
    let project = api().variable("DATABASE_URL", &database.url());
    up_and_down(&project, &[], || {
        database.query(
            "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace \
             WHERE nspname IN ('app', 'public') AND relkind IN ('r', 'i') \
             AND relname <> 'alembic_version_pkc' ORDER BY 1",
        )
    });
}

#[test]
fn the_history_runs_up_and_down_twice_on_sqlite() {
    let project = api();
    up_and_down(&project, &["-n", "sqlite"], || {
        let mut names: Vec<String> = ["genji.db", "genji_app.db"]
            .iter()
            .flat_map(|file| walk::sqlite_objects(&project.file(file)))
            .collect();
        names.sort();
        names
    });
}

#[test]
fn the_guide_can_be_followed_from_beginning_to_end() {
    walk::Walk::new().follow(&guide());
}

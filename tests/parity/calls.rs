//! Single operations: each line of the files in `calls` is run by both
//! programs for four dialects, and writes the same SQL, or raises the same.
//!
//! A line that ends with `# differs: why` is one where limbeck is meant to do
//! something else on one dialect at least; it fails where it no longer does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use limbeck_testkit::{Oracle, Project};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/parity")
}

/// What each line prints, by dialect and line.
fn run(program: &Path, command: &[&str], files: &[String]) -> BTreeMap<(String, String), String> {
    let project = Project::new();
    let program_file = folder().join("calls.py").display().to_string();
    let mut arguments = command.to_vec();
    arguments.push(&program_file);
    arguments.extend(files.iter().map(String::as_str));
    let printed = project.run(program, &arguments).success();
    let mut found = BTreeMap::new();
    for entry in printed.split('\u{1e}').skip(1) {
        let mut parts = entry.split('\u{1f}').map(str::to_owned);
        let (Some(dialect), Some(line), Some(text)) = (parts.next(), parts.next(), parts.next())
        else {
            panic!("not an entry: {entry}");
        };
        let earlier = found.insert((dialect, line.clone()), text);
        assert!(earlier.is_none(), "twice: {line}");
    }
    found
}

/// Whether it is SQL, rather than an exception or nothing at all.
fn is_sql(printed: &str) -> bool {
    let last = printed.trim().lines().last().unwrap_or_default();
    let raised = last
        .split_once(": ")
        .is_some_and(|(class, _)| class.chars().all(char::is_alphanumeric));
    !last.is_empty() && !raised
}

#[test]
fn every_call_writes_the_same_sql_or_raises_the_same() {
    let mut files: Vec<String> = std::fs::read_dir(folder().join("calls"))
        .expect("the folder of calls")
        .map(|entry| entry.expect("an entry").path().display().to_string())
        .collect();
    files.sort();
    let expected = run(&Oracle::find().program("python"), &[], &files);
    let actual = run(
        Path::new(env!("CARGO_BIN_EXE_limbeck")),
        &["python"],
        &files,
    );
    assert_eq!(actual.len(), expected.len());
    let mut wrong = Vec::new();
    let mut different: BTreeMap<&str, bool> = BTreeMap::new();
    let mut equal_sql = 0;
    for ((dialect, line), expected) in &expected {
        let actual = &actual[&(dialect.clone(), line.clone())];
        let differs = actual != expected;
        if line.contains("# differs: ") {
            *different.entry(line).or_default() |= differs;
        } else if differs {
            wrong.push(format!(
                "{dialect}: {line}\n--- Alembic\n{expected}\n--- limbeck\n{actual}"
            ));
        }
        equal_sql += usize::from(!differs && is_sql(expected));
    }
    wrong.extend(
        different
            .iter()
            .filter(|(_, differs)| !**differs)
            .map(|(line, _)| format!("is equal now: {line}")),
    );
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    // Lines are distinct; so many of them, for so many dialects, write SQL.
    assert!(
        equal_sql > 2_500,
        "only {equal_sql} write SQL that is equal"
    );
}

//! Runs both programs on equal projects and compares.

use std::fs;
use std::path::Path;

use limbeck_testkit::{LOGGING, Oracle, Printed, Project};

use crate::LIMBECK;

/// A step of a scenario: the arguments of a command.
pub type Step<'a> = &'a [&'a str];

/// How many orders of its sets Alembic is tried with.
const ORDERS: u32 = 24;

/// Runs the steps with either program on a fresh project, and compares each
/// step's output and, in the end, the files.
///
/// What Alembic takes out of a set of strings comes in another order in every
/// process; limbeck's order must be one of those.
#[track_caller]
pub fn compare(make: impl Fn() -> Project, steps: &[Step<'_>]) {
    let oracle = Oracle::find();
    let ours = run(make(), |project| {
        let run = |arguments: &Step<'_>| project.run(LIMBECK, arguments);
        steps.iter().map(run).collect()
    });
    let mut theirs = Vec::new();
    for order in 0..ORDERS {
        theirs.push(run(make(), |project| oracle.steps(project, order, steps)));
        let equal = (0..ours.len())
            .all(|step| theirs.iter().any(|theirs| same(&ours[step], &theirs[step])));
        if equal {
            return;
        }
    }
    for (step, ours) in ours.iter().enumerate() {
        if theirs.iter().any(|theirs| same(ours, &theirs[step])) {
            continue;
        }
        let theirs = &theirs[0][step];
        let arguments = steps.get(step).copied().unwrap_or(&["(files)"]);
        assert_eq!(
            ours.stdout, theirs.stdout,
            "standard output of {arguments:?} (left: limbeck)\n{ours}\n{theirs}"
        );
        assert_eq!(
            ours.code, theirs.code,
            "exit code of {arguments:?}\n{ours}\n{theirs}"
        );
        assert_eq!(
            log_lines(ours),
            log_lines(theirs),
            "log lines of {arguments:?} (left: limbeck)\n{ours}\n{theirs}"
        );
    }
}

/// Whether the outputs are equal. Where Alembic breaks down with a traceback,
/// it is enough that limbeck fails too, and says why.
fn same(ours: &Printed, theirs: &Printed) -> bool {
    if theirs.code == Some(1) {
        return ours.code != Some(0) && !format!("{}{}", ours.stdout, ours.stderr).is_empty();
    }
    ours.stdout == theirs.stdout && ours.code == theirs.code && log_lines(ours) == log_lines(theirs)
}

/// What each step printed, and last, as if it were printed, the files.
fn run(project: Project, program: impl FnOnce(&Project) -> Vec<Printed>) -> Vec<Printed> {
    let mut printed: Vec<Printed> = program(&project)
        .into_iter()
        .map(|printed| Printed {
            code: printed.code,
            stdout: general(&project, &printed.stdout),
            stderr: general(&project, &printed.stderr),
        })
        .collect();
    let mut files = Vec::new();
    collect(&project, project.path(), &mut files);
    files.sort();
    printed.push(Printed {
        code: None,
        stdout: files.join("\n"),
        stderr: String::new(),
    });
    printed
}

/// Text without what differs from one folder and one moment to another.
fn general(project: &Project, text: &str) -> String {
    let folder = project.path().canonicalize().expect("a folder");
    let text = text
        .replace(&folder.display().to_string(), "[folder]")
        .replace(&project.path().display().to_string(), "[folder]");
    text.lines()
        .map(|line| {
            if let Some((start, _)) = line.split_once("Create Date: ") {
                format!("{start}Create Date: [moment]\n")
            } else {
                format!("{line}\n")
            }
        })
        .collect()
}

/// Alembic's own log lines.
fn log_lines(printed: &Printed) -> Vec<&str> {
    printed
        .stderr
        .lines()
        .filter(|line| line.contains(" [alembic."))
        .collect()
}

/// The project's Python files, with their text.
fn collect(project: &Project, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(project, &path, found);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            let text = fs::read_to_string(&path).expect("a text file");
            let path = path.strip_prefix(project.path()).expect("a file inside");
            found.push(format!("{}\n{}", path.display(), general(project, &text)));
        }
    }
}

/// A project on SQLite with the env.py and the template of `limbeck init`.
pub fn stock() -> Project {
    let project = Project::new();
    project.run(LIMBECK, &["init", "scripts"]).success();
    let env = project.read("scripts/env.py");
    let configure = "connection=connection, target_metadata=target_metadata";
    let folded = format!("(\n            {configure}\n        )");
    assert!(env.contains(&folded), "{env}");
    project
        .write("alembic.ini", &format!("{INI}{LOGGING}"))
        .write(
            "scripts/env.py",
            &env.replace(&folded, &format!("({configure})")),
        );
    project
}

/// Writes a revision that makes and drops a table of its own.
pub fn revision(project: &Project, id: &str, down: &str, more: &str) {
    let revises = down.trim_matches(['(', ')', '\'']).replace("', '", ", ");
    let revises = revises.replace("None", "");
    project.write(
        &format!("scripts/versions/{id}_change.py"),
        &format!(
            "\"\"\"make {id}\n\nMore about {id}.\n\nRevision ID: {id}\nRevises: {revises}\n\
             Create Date: 2025-10-22 10:30:00.000000\n\n\"\"\"\n\
             from alembic import op\nimport sqlalchemy as sa\n\n\n\
             revision = '{id}'\ndown_revision = {down}\n{more}\n\n\n\
             def upgrade():\n    op.create_table('t_{id}', sa.Column('x', sa.Integer()))\n\n\n\
             def downgrade():\n    op.drop_table('t_{id}')\n"
        ),
    );
}

const INI: &str = "[alembic]
script_location = %(here)s/scripts
prepend_sys_path = .
path_separator = os
sqlalchemy.url = sqlite:///test.db
";

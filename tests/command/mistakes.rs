//! Mistakes that Alembic has a message for.

use limbeck_testkit::Project;

use crate::both::{compare, revision, stock};
use crate::graph::{branched, linear};

#[test]
fn symbols_that_name_nothing_or_too_much_are_refused_alike() {
    for symbol in [
        "zz",
        "a",
        "head",
        "b2:c3",
        "+9",
        "-1",
        "side@zz",
        "nowhere@head",
        "e5+1",
        "a1-5",
        "",
        "ab",
        "lone@+7",
        "heads+1",
        "c3,d4",
    ] {
        compare(branched, &[&["upgrade", symbol]]);
    }
    for symbol in ["zz", "+1", "-9", "bc6", "head", "a", "ab2:aa1"] {
        compare(linear, &[&["upgrade", "ac3"], &["downgrade", symbol]]);
    }
}

#[test]
fn a_missing_configuration_is_reported_alike() {
    let steps: &[&[&str]] = &[
        &["heads"],
        &["-n", "other", "heads"],
        &["-c", "x.ini", "heads"],
    ];
    compare(Project::new, steps);
    compare(
        || {
            let project = Project::new();
            project.write("alembic.ini", "[alembic]\nother = 1\n");
            project
        },
        steps,
    );
    compare(
        || {
            let project = Project::new();
            project.write("alembic.ini", "[alembic]\nscript_location = nowhere\n");
            project
        },
        steps,
    );
}

#[test]
fn graphs_that_are_none_are_refused_alike() {
    let broken: [fn(&Project); 4] = [
        |project| {
            revision(project, "a1", "'b2'", "");
            revision(project, "b2", "'a1'", "");
        },
        |project| revision(project, "a1", "'a1'", ""),
        |project| {
            revision(project, "a1", "None", "depends_on = 'b2'");
            revision(project, "b2", "'a1'", "");
        },
        |project| {
            revision(project, "a1", "None", "branch_labels = 'x'");
            revision(project, "b2", "None", "branch_labels = 'x'");
        },
    ];
    for make in broken {
        compare(
            || {
                let project = stock();
                make(&project);
                project
            },
            &[&["heads"], &["history"], &["upgrade", "heads"]],
        );
    }
}

#[test]
fn a_version_table_that_names_an_unknown_revision_is_reported_alike() {
    compare(
        || {
            let project = linear();
            let connection = rusqlite::Connection::open(project.file("test.db")).expect("a file");
            connection
                .execute_batch(
                    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);\
                     INSERT INTO alembic_version VALUES ('gone')",
                )
                .expect("a table");
            project
        },
        &[
            &["current"],
            &["upgrade", "head"],
            &["downgrade", "base"],
            &["stamp", "head"],
            &["stamp", "--purge", "head"],
            &["current"],
        ],
    );
}

#[test]
fn raiseerr_raises() {
    let project = linear();
    let printed = project
        .run(crate::LIMBECK, &["--raiseerr", "show", "zz"])
        .failure(1);
    assert_eq!(printed.stdout, "");
    assert!(
        printed
            .stderr
            .starts_with("alembic.util.exc.CommandError: Can't locate revision"),
        "{printed}"
    );
}

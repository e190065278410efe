//! Packages that migration scripts import: what limbeck has of them where they
//! are not installed prints what the real ones printed when the `.out` files
//! were written; and what is not there at all stops nothing until it is used.

use limbeck_testkit::Project;
use std::path::{Path, PathBuf};

/// The program that is tested.
const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

fn programs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packages/programs")
}

fn check(name: &str) {
    let read = |end: &str| {
        std::fs::read_to_string(programs().join(format!("{name}.{end}"))).expect("a file")
    };
    let project = Project::new();
    project.write("program.py", &read("py"));
    let printed = project.run(Path::new(LIMBECK), &["python", "program.py"]);
    assert_eq!(printed.code, Some(0), "{printed}");
    assert_eq!(printed.stdout, read("out"));
}

#[test]
fn pydantic_models() {
    check("pydantic_models");
}

#[test]
fn openstack() {
    check("openstack");
}

#[test]
fn openstack_database() {
    check("openstack_database");
}

#[test]
fn others() {
    check("others");
}

/// A project on SQLite whose one revision imports what is not there.
fn importing(body: &str) -> Project {
    let project = Project::new();
    project
        .run(Path::new(LIMBECK), &["init", "scripts"])
        .success();
    let ini = project.read("alembic.ini");
    project.write(
        "alembic.ini",
        &ini.replace("driver://user:pass@localhost/dbname", "sqlite:///a.db"),
    );
    project.write(
        "scripts/versions/a.py",
        &format!(
            "import nowhere\nfrom nowhere.below import thing\nfrom alembic import op\n\
             import sqlalchemy as sa\nrevision = 'a'\ndown_revision = None\n\n\n\
             def upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer))\n    {body}\n\n\n\
             def downgrade():\n    pass\n"
        ),
    );
    project
}

#[test]
fn an_import_that_is_not_used_stops_nothing() {
    let project = importing("pass");
    project
        .run(Path::new(LIMBECK), &["upgrade", "head"])
        .success();
}

#[test]
fn what_is_used_and_is_not_there_is_named_and_nothing_remains() {
    let project = importing("thing(3)");
    let printed = project
        .run(Path::new(LIMBECK), &["upgrade", "head"])
        .failure(1);
    for part in [
        "nowhere.below.thing is needed here",
        "nowhere could not load: there is no such module",
        "scripts/versions/a.py\", line 11",
    ] {
        assert!(printed.stderr.contains(part), "{printed}");
    }
    let current = project.run(Path::new(LIMBECK), &["current"]).success();
    assert_eq!(current, "");
}

//! The guide's project, whose models live in a schema that is on the search
//! path: Alembic would drop all its tables and make them again.

use std::path::Path;

use limbeck_testkit::{Oracle, Project, postgres};

use crate::LIMBECK;

#[test]
fn the_migrated_example_needs_no_change() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/genji/api");
    let database = postgres::database();
    let project = Project::copy_of(&example).variable("DATABASE_URL", &database.url_for("psycopg"));
    project.run(LIMBECK, &["upgrade", "head"]).success();
    let checked = project.run(LIMBECK, &["check"]).success();
    assert_eq!(checked, "No new upgrade operations detected.\n");
    let theirs = project.run(Oracle::find().program("alembic"), &["check"]);
    assert!(theirs.stdout.contains("'remove_table'"), "{theirs}");
}

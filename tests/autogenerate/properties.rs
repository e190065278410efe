//! What holds of all models: random ones, out of every feature, and random
//! changes of them (`random/models.py`).
//!
//! What models create is what they declare; written operations are the SQL
//! that the operations themselves are; upgrade and downgrade undo each other.
//! `LIMBECK_SEEDS` says how many models are tried, and `LIMBECK_SEED` where to
//! begin.

use limbeck_testkit::{Project, postgres};

use crate::LIMBECK;

/// Tries as many models as that, unless a variable says another number.
fn hold(url: &str, count: usize) {
    let number = |name: &str| std::env::var(name).ok()?.parse().ok();
    let count = number("LIMBECK_SEEDS").unwrap_or(count);
    let first = number("LIMBECK_SEED").unwrap_or(0);
    let project = Project::new();
    project
        .write("models.py", include_str!("random/models.py"))
        .write("properties.py", include_str!("random/properties.py"));
    let (first, count) = (first.to_string(), count.to_string());
    let printed = project.run(LIMBECK, &["python", "properties.py", url, &first, &count]);
    assert!(
        printed.code == Some(0) && printed.stdout == "done\n",
        "{printed}"
    );
}

#[test]
fn random_models_change_back_and_forth_on_postgresql() {
    let database = postgres::database();
    hold(&database.url_for("psycopg"), 25);
}

#[test]
fn random_models_change_back_and_forth_on_sqlite() {
    hold("sqlite://", 60);
}

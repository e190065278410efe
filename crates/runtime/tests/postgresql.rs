//! Runs of revisions on a real PostgreSQL server, without Python.

mod harness;

use std::ops::ControlFlow;
use std::time::Duration;

use harness::Project;
use limbeck_database::{Lock, Options, Url};
use limbeck_runtime::{Error, Outcome, Settings, command};
use limbeck_testkit::postgres::{TestDatabase, database};

/// A project with revisions `a`, `b`, … in one line, and its database.
fn project(names: &[&str]) -> (TestDatabase, Project) {
    let database = database();
    let project = Project::at(database.url());
    project.line(names);
    (database, project)
}

fn upgrade(project: &Project) -> Result<(), Error> {
    command::upgrade(&project.session().session, "head", false, None)
}

fn tables(project: &Project) -> String {
    project.query(
        "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = 'public' \
         AND tablename <> 'alembic_version'",
    )
}

/// A revision after `b` that fails.
fn failing(project: &Project) {
    project.revision(
        "c",
        "'b'",
        "# upgrade: CREATE TABLE half (id INTEGER)\n# upgrade: SELECT 1/0",
    );
}

#[test]
fn a_run_is_one_transaction_and_a_failure_undoes_all_of_it() {
    let (_database, project) = project(&["a", "b"]);
    failing(&project);
    let error = upgrade(&project).unwrap_err();
    let failure = error.failure().expect("facts");
    assert_eq!(failure.revision.as_deref(), Some("c"));
    assert_eq!(failure.outcome, Outcome::RolledBack);
    assert_eq!(failure.undone, ["a", "b"]);
    assert_eq!(tables(&project), "");
}

#[test]
fn with_a_transaction_for_each_revision_the_finished_ones_stay() {
    let (_database, mut project) = project(&["a", "b"]);
    project.configure.transaction_per_migration = true;
    failing(&project);
    let error = upgrade(&project).unwrap_err();
    let failure = error.failure().expect("facts");
    assert_eq!(failure.kept, ["a", "b"]);
    assert_eq!(failure.heads, Some(vec!["b".to_owned()]));
    assert_eq!(
        (tables(&project), project.versions()),
        ("t_a,t_b".into(), "b".into())
    );
}

#[test]
fn an_index_is_made_concurrently_outside_of_the_transaction() {
    let (_database, project) = project(&["a"]);
    project.revision(
        "b",
        "'a'",
        "# upgrade: CREATE INDEX CONCURRENTLY one ON t_a (id)\n# upgrade: CREATE TABLE more ()",
    );
    upgrade(&project).unwrap();
    assert_eq!(
        (tables(&project), project.versions()),
        ("more,t_a".into(), "b".into())
    );
    let run = project.session();
    command::upgrade(&run.session, "a:b", true, None).unwrap();
    assert_eq!(
        run.output(),
        "BEGIN;\n\n\
         -- Running upgrade a -> b\n\n\
         COMMIT;\n\n\
         CREATE INDEX CONCURRENTLY one ON t_a (id);\n\n\
         BEGIN;\n\n\
         CREATE TABLE more ();\n\n\
         UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a';\n\n\
         COMMIT;\n\n"
    );
}

#[test]
fn eight_runs_that_start_together_all_succeed_and_run_each_revision_once() {
    let (_database, project) = project(&["a", "b"]);
    project.revision("c", "'b'", "# upgrade: SELECT pg_catalog.pg_sleep(0.1)");
    project.revision(
        "d",
        "'c'",
        "# upgrade: CREATE INDEX CONCURRENTLY i ON t_a (id)",
    );
    let runs: Vec<_> = (0..8)
        .map(|_| {
            let again = project.again();
            std::thread::spawn(move || upgrade(&again()).map_err(|error| error.to_string()))
        })
        .collect();
    for run in runs {
        assert_eq!(run.join().expect("no panic"), Ok(()));
    }
    assert_eq!(
        (tables(&project), project.versions()),
        ("t_a,t_b".into(), "d".into())
    );
}

#[test]
fn a_run_that_waits_in_vain_says_who_holds_the_lock() {
    let (_database, project) = project(&["a"]);
    let url = Url::parse(&project.url).unwrap();
    let options = Options {
        application_name: Some("other deploy".into()),
        ..Options::default()
    };
    let held = Lock::acquire(
        &url,
        &options,
        "limbeck alembic_version",
        Duration::ZERO,
        &mut |_| ControlFlow::Break(()),
    )
    .unwrap();
    let settings = |lock| Settings {
        lock,
        lock_timeout: Duration::from_millis(200),
        ..Settings::default()
    };
    let run = project.session_with(settings(true));
    let error = command::upgrade(&run.session, "head", false, None).unwrap_err();
    let Error::Locked { holder, .. } = &error else {
        panic!("{error}");
    };
    assert!(
        holder
            .as_deref()
            .unwrap_or_default()
            .contains("other deploy"),
        "{holder:?}"
    );
    assert_eq!(tables(&project), "");
    let run = project.session_with(settings(false));
    command::upgrade(&run.session, "head", false, None).unwrap();
    assert_eq!(project.versions(), "a");
    drop(held);
}

#[test]
fn a_version_row_that_is_not_there_fails_in_alembics_words() {
    let (_database, project) = project(&["a"]);
    upgrade(&project).unwrap();
    project.revision("b", "'a'", "# upgrade: DELETE FROM alembic_version");
    assert_eq!(
        upgrade(&project).unwrap_err().to_string(),
        "Online migration expected to match one row when updating 'a' to 'b' in \
         'alembic_version'; 0 found"
    );
    assert_eq!(project.versions(), "a");
}

#[test]
fn the_version_table_has_the_name_and_schema_that_were_configured() {
    let (database, mut project) = project(&["a"]);
    database.psql("CREATE SCHEMA book");
    project.configure.version_table = Some("versions".into());
    project.configure.version_table_schema = Some("book".into());
    upgrade(&project).unwrap();
    assert_eq!(project.query("SELECT version_num FROM book.versions"), "a");
    let run = project.session();
    command::upgrade(&run.session, "head", true, None).unwrap();
    assert_eq!(
        run.output(),
        "BEGIN;\n\n\
         CREATE TABLE book.versions (\n    version_num VARCHAR(32) NOT NULL, \n    \
         CONSTRAINT versions_pkc PRIMARY KEY (version_num)\n);\n\n\
         -- Running upgrade  -> a\n\n\
         CREATE TABLE t_a (id INTEGER);\n\n\
         INSERT INTO book.versions (version_num) VALUES ('a') RETURNING book.versions.version_num;\n\n\
         COMMIT;\n\n"
    );
}

#[test]
fn an_interruption_stops_the_statement_and_rolls_back() {
    let (_database, project) = project(&["a"]);
    project.revision("b", "'a'", "# upgrade: SELECT pg_catalog.pg_sleep(60)");
    let settings = Settings::default();
    let (interrupted, running) = (settings.interrupted.clone(), settings.running.clone());
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(500));
        interrupted.store(true, std::sync::atomic::Ordering::Relaxed);
        let handle = running.lock().expect("no panic").clone();
        handle.expect("a running statement").cancel();
    });
    let run = project.session_with(settings);
    let error = command::upgrade(&run.session, "head", false, None).unwrap_err();
    stopper.join().expect("no panic");
    assert!(matches!(error.cause(), Error::Interrupted), "{error:?}");
    assert_eq!(error.failure().expect("facts").undone, ["a"]);
    assert_eq!(tables(&project), "");
}

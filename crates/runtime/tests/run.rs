//! Runs of revisions on a real SQLite file, without Python.

mod harness;

use harness::Project;
use limbeck_runtime::command::{self, NewRevision, RevisionArguments};
use limbeck_runtime::{Error, Outcome};

fn upgrade(project: &Project, to: &str) -> Result<(), Error> {
    command::upgrade(&project.session().session, to, false, None)
}

fn downgrade(project: &Project, to: &str) -> Result<(), Error> {
    command::downgrade(&project.session().session, to, false, None)
}

#[test]
fn an_upgrade_runs_each_revision_and_a_downgrade_takes_it_back() {
    let project = Project::sqlite();
    project.line(&["a", "b", "c"]);
    let run = project.session();
    command::upgrade(&run.session, "head", false, None).unwrap();
    assert_eq!(
        run.log(),
        "Context impl SQLiteImpl.\n\
         Will assume non-transactional DDL.\n\
         Running upgrade  -> a, message of a\n\
         Running upgrade a -> b, message of b\n\
         Running upgrade b -> c, message of c"
    );
    assert_eq!(
        (project.tables(), project.versions()),
        ("t_a,t_b,t_c".into(), "c".into())
    );
    downgrade(&project, "-1").unwrap();
    assert_eq!(
        (project.tables(), project.versions()),
        ("t_a,t_b".into(), "b".into())
    );
    downgrade(&project, "base").unwrap();
    assert_eq!(
        (project.tables(), project.versions()),
        (String::new(), String::new())
    );
}

#[test]
fn a_revision_that_fails_is_rolled_back_and_those_before_it_stay() {
    let project = Project::sqlite();
    project.line(&["a", "b"]);
    project.revision(
        "c",
        "'b'",
        "# upgrade: CREATE TABLE half (id INTEGER)\n# upgrade: CREATE TABLE t_a (id INTEGER)",
    );
    let error = upgrade(&project, "head").unwrap_err();
    let failure = error.failure().expect("facts").clone();
    assert_eq!(failure.revision.as_deref(), Some("c"));
    assert_eq!(failure.outcome, Outcome::RolledBack);
    assert_eq!(failure.kept, ["a", "b"]);
    assert!(failure.undone.is_empty());
    assert_eq!(failure.heads, Some(vec!["b".to_owned()]));
    assert_eq!(
        (project.tables(), project.versions()),
        ("t_a,t_b".into(), "b".into())
    );
}

#[test]
fn with_transactional_ddl_a_failure_undoes_the_whole_run() {
    let mut project = Project::sqlite();
    project.configure.transactional_ddl = Some(true);
    project.line(&["a", "b"]);
    project.revision("c", "'b'", "# upgrade: CREATE TABLE t_a (id INTEGER)");
    let error = upgrade(&project, "head").unwrap_err();
    let failure = error.failure().expect("facts");
    assert_eq!(failure.undone, ["a", "b"]);
    assert!(failure.kept.is_empty());
    assert_eq!(failure.heads, Some(Vec::new()));
    assert_eq!(project.tables(), "");
}

#[test]
fn a_transaction_of_env_py_is_left_to_env_py() {
    let mut project = Project::sqlite();
    project.external = true;
    project.line(&["a"]);
    upgrade(&project, "head").unwrap();
    assert_eq!(
        (project.tables(), project.versions()),
        ("t_a".into(), "a".into())
    );
    project.revision("b", "'a'", "# upgrade: CREATE TABLE t_a (id INTEGER)");
    let error = upgrade(&project, "head").unwrap_err();
    assert_eq!(error.failure().expect("facts").outcome, Outcome::External);
    assert_eq!(project.versions(), "a");
}

#[test]
fn an_autocommit_block_keeps_what_came_before_it() {
    let project = Project::sqlite();
    project.revision(
        "a",
        "None",
        "# upgrade: CREATE TABLE one (id INTEGER)\n\
         # autocommit: VACUUM\n\
         # upgrade: CREATE TABLE one (id INTEGER)",
    );
    let error = upgrade(&project, "head").unwrap_err();
    assert_eq!(error.failure().expect("facts").outcome, Outcome::Partial);
    assert_eq!(
        (project.tables(), project.versions()),
        ("one".into(), String::new())
    );
}

#[test]
fn statements_that_refuse_a_transaction_run_outside_of_it() {
    let project = Project::sqlite();
    project.revision("a", "None", "# upgrade: CREATE TABLE one (id INTEGER)\n# upgrade: VACUUM\n# upgrade: CREATE TABLE two (id INTEGER)");
    upgrade(&project, "head").unwrap();
    assert_eq!(
        (project.tables(), project.versions()),
        ("one,two".into(), "a".into())
    );
}

#[test]
fn branches_merges_and_stamps_move_the_rows_of_the_version_table() {
    let project = Project::sqlite();
    project.line(&["a", "b"]);
    project.revision("c", "'a'", "");
    project.revision("m", "('b', 'c')", "");
    let check = |command: &str, argument: &str, expect: &str| {
        match command {
            "upgrade" => upgrade(&project, argument),
            "downgrade" => downgrade(&project, argument),
            _ => {
                let revisions: Vec<String> = argument.split(' ').map(str::to_owned).collect();
                let session = project.session().session;
                command::stamp(&session, &revisions, false, None, command == "purge")
            }
        }
        .unwrap();
        assert_eq!(project.versions(), expect, "after {command} {argument}");
    };
    check("upgrade", "b", "b");
    check("upgrade", "c", "b,c");
    check("upgrade", "head", "m");
    check("downgrade", "b", "b,c");
    check("stamp", "base", "");
    check("stamp", "b c", "b,c");
    check("stamp", "m", "m");
    check("stamp", "a", "a");
    check("stamp", "b", "b");
    check("purge", "c", "c");
}

#[test]
fn offline_a_run_is_printed_as_alembic_prints_it() {
    let project = Project::sqlite();
    project.line(&["a", "b"]);
    let check = |command: &str, range: &str, expect: &str| {
        let run = project.session();
        match command {
            "upgrade" => command::upgrade(&run.session, range, true, None),
            "downgrade" => command::downgrade(&run.session, range, true, None),
            "stamp" => command::stamp(&run.session, &[range.to_owned()], true, None, false),
            _ => command::ensure_version(&run.session, true),
        }
        .unwrap();
        assert_eq!(run.output(), expect, "{command} {range}");
    };
    let version_table = "CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL, \n    \
                         CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n);\n\n";
    check(
        "upgrade",
        "b",
        &format!(
            "{version_table}-- Running upgrade  -> a\n\n\
             CREATE TABLE t_a (id INTEGER);\n\n\
             INSERT INTO alembic_version (version_num) VALUES ('a') RETURNING version_num;\n\n\
             -- Running upgrade a -> b\n\n\
             CREATE TABLE t_b (id INTEGER);\n\n\
             UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a';\n\n"
        ),
    );
    check(
        "downgrade",
        "b:base",
        "-- Running downgrade b -> a\n\n\
         DROP TABLE t_b;\n\n\
         UPDATE alembic_version SET version_num='a' WHERE alembic_version.version_num = 'b';\n\n\
         -- Running downgrade a -> \n\n\
         DROP TABLE t_a;\n\n\
         DELETE FROM alembic_version WHERE alembic_version.version_num = 'a';\n\n",
    );
    check(
        "stamp",
        "a:b",
        "-- Running stamp_revision a -> b\n\n\
         UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a';\n\n",
    );
    check("ensure_version", "", version_table);
}

#[test]
fn commands_refuse_what_alembic_refuses_in_its_words() {
    let project = Project::sqlite();
    project.line(&["a", "b"]);
    let session = project.session().session;
    let check = |result: Result<(), Error>, expect: &str| {
        let error = result.unwrap_err();
        assert_eq!(error.to_string(), expect);
        assert!(error.is_command_error(), "{error:?}");
    };
    check(upgrade(&project, "a:b"), "Range revision not allowed");
    check(downgrade(&project, "b:a"), "Range revision not allowed");
    check(
        command::downgrade(&session, "a", true, None),
        "downgrade with --sql requires <fromrev>:<torev>",
    );
    check(
        command::history(&session, Some("a"), false, false),
        "History range requires [start]:[end], [start]:, or :[end]",
    );
    check(
        command::current(&session, true, false),
        "Database is not on all head revisions",
    );
    let two = ["a:b".to_owned(), "b:a".to_owned()];
    check(
        command::stamp(&session, &two, true, None, false),
        "Stamp operation with --sql only supports a single starting revision at a time",
    );
    check(
        command::stamp(&session, &["a".to_owned()], true, None, true),
        "Can't use --purge with --sql mode",
    );
    check(
        upgrade(&project, "nope"),
        "Can't locate revision identified by 'nope'",
    );
    check(
        command::edit(&session, "base"),
        "No revision files indicated by symbol 'base'",
    );
    check(command::edit(&session, "current"), "No current revisions");
    upgrade(&project, "a").unwrap();
    check(
        downgrade(&project, "b"),
        "Destination b is not a valid downgrade target from current head(s)",
    );
    upgrade(&project, "head").unwrap();
    upgrade(&project, "a").unwrap();
    std::fs::remove_file(project.path("scripts/versions/b_.py")).unwrap();
    check(
        upgrade(&project, "head"),
        "Can't locate revision identified by 'b'",
    );
}

#[test]
fn merge_takes_head_for_the_head_that_is_left() {
    let project = Project::sqlite();
    project.line(&["a", "b"]);
    project.revision("f", "'a'", "branch_labels = 'feature'");
    project.revision("g", "'f'", "");
    let session = project.session().session;
    let merge = |revisions: &[&str]| {
        let revisions: Vec<String> = revisions.iter().map(|&one| one.to_owned()).collect();
        let new = NewRevision {
            rev_id: Some("m".into()),
            ..NewRevision::default()
        };
        command::merge(&session, &revisions, new)
    };
    let merged = merge(&["feature", "head"]).unwrap().expect("a script");
    assert_eq!(merged.versioned_down_revisions(), ["g", "b"]);
}

#[test]
fn revision_follows_the_head_and_refuses_several() {
    let project = Project::sqlite();
    project.line(&["a"]);
    let session = project.session().session;
    let revise = |rev_id: &str, head: &[&str]| {
        let new = NewRevision {
            rev_id: Some(rev_id.into()),
            message: Some("Add things".into()),
            head: head.iter().map(|&one| one.to_owned()).collect(),
            ..NewRevision::default()
        };
        command::revision(
            &session,
            RevisionArguments {
                new,
                ..RevisionArguments::default()
            },
        )
    };
    revise("b", &[]).unwrap();
    assert!(project.path("scripts/versions/b_add_things.py").exists());
    let error = revise("c", &["a"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Revision a is not a head revision; please specify --splice to create a new branch from \
         this revision"
    );
}

#[test]
fn eight_runs_that_start_together_all_succeed_and_run_each_revision_once() {
    let project = Project::sqlite();
    project.line(&["a", "b", "c", "d"]);
    let runs: Vec<_> = (0..8)
        .map(|_| {
            let again = project.again();
            std::thread::spawn(move || upgrade(&again(), "head").map_err(|error| error.to_string()))
        })
        .collect();
    for run in runs {
        assert_eq!(run.join().expect("no panic"), Ok(()));
    }
    assert_eq!(
        (project.tables(), project.versions()),
        ("t_a,t_b,t_c,t_d".into(), "d".into())
    );
}

//! `op.batch_alter_table`, compared with the real Alembic: each case of
//! `cases.py` runs on a table of its own, as SQL that is printed and on
//! databases, in both programs.

mod kept;
mod lost;

use std::collections::BTreeMap;

use limbeck_testkit::{Oracle, Printed, Project, mariadb, postgres};

const ENV: &str = "\
from alembic import context
from sqlalchemy import create_engine

config = context.config
url = config.get_main_option('sqlalchemy.url')
if context.is_offline_mode():
    context.configure(url=url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    with create_engine(url).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
";

/// A project on that database.
fn project(url: &str) -> Project {
    let project = Project::new();
    project
        .write(
            "alembic.ini",
            &format!(
                "[alembic]\nscript_location = scripts\nprepend_sys_path = .\n\
                 path_separator = os\nsqlalchemy.url = {url}\n"
            ),
        )
        .write("scripts/env.py", ENV)
        .write("cases.py", include_str!("cases.py"))
        .write("scripts/versions/1.py", include_str!("script.py"));
    project
}

fn limbeck(project: &Project, arguments: &[&str]) -> Printed {
    project.run(env!("CARGO_BIN_EXE_limbeck"), arguments)
}

/// An index that Alembic makes of `Column(index=True)` when it makes a table
/// anew: it is named after the temporary table.
const STRAY: &str = "ix__alembic_tmp_";

/// What was printed for each case.
fn by_case(printed: &str) -> BTreeMap<String, Vec<String>> {
    let mut cases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in printed.split("-- case ").skip(1) {
        let (head, body) = part.split_once('\n').unwrap_or((part, ""));
        let (name, outcome) = head.split_once(' ').unwrap_or((head, ""));
        let case = cases
            .entry(name.trim_end_matches(';').to_owned())
            .or_default();
        case.push(outcome.to_owned());
        let body = body
            .split("INSERT INTO alembic_version")
            .next()
            .unwrap_or("");
        let statements = body.split("\n\n").map(str::trim);
        case.extend(
            statements
                .filter(|statement| !statement.is_empty() && *statement != ";")
                .map(in_order),
        );
    }
    for statements in cases.values_mut() {
        // Python's sets have no order: neither do the constraints and indexes
        // of a table that Alembic makes anew.
        if statements.iter().any(|text| text.contains("_alembic_tmp_")) {
            statements.sort();
        }
    }
    cases
}

/// A CREATE TABLE with its constraints in alphabetical order.
fn in_order(statement: &str) -> String {
    if !statement.starts_with("CREATE TABLE") {
        return statement.to_owned();
    }
    let is_constraint = |line: &&str| {
        ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
            .iter()
            .any(|word| line.trim_start().starts_with(word))
    };
    let lines = statement.lines().map(|line| line.trim_end_matches(", "));
    let (mut constraints, others): (Vec<&str>, Vec<&str>) = lines.partition(is_constraint);
    constraints.sort_unstable();
    [others, constraints].concat().join("\n")
}

fn compare_sql(url: &str) {
    let project = project(url);
    let arguments = ["upgrade", "head", "--sql"];
    let expected = Oracle::find().alembic(&project, &arguments).success();
    let mut expected = by_case(&expected);
    let actual = by_case(&limbeck(&project, &arguments).success());
    let mut strays = 0;
    for statements in expected.values_mut() {
        let before = statements.len();
        statements.retain(|statement| !statement.contains(STRAY));
        strays += before - statements.len();
    }
    assert_eq!(strays, 1);
    assert!(expected.len() > 80, "only {} cases", expected.len());
    let names = |cases: &BTreeMap<String, Vec<String>>| cases.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&actual), names(&expected));
    let wrong: Vec<String> = expected
        .iter()
        .filter(|(name, statements)| actual.get(*name) != Some(statements))
        .map(|(name, statements)| {
            format!(
                "{name}\n--- Alembic\n{}\n--- limbeck\n{}",
                statements.join("\n"),
                actual[name].join("\n")
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn batches_print_the_same_sql_for_postgresql() {
    compare_sql("postgresql+psycopg://scott:tiger@localhost/test");
}

#[test]
fn batches_print_the_same_sql_for_sqlite() {
    compare_sql("sqlite:///test.db");
}

#[test]
fn batches_print_the_same_sql_for_mysql() {
    compare_sql("mysql+pymysql://scott:tiger@localhost/test");
}

#[test]
fn batches_print_the_same_sql_for_mariadb() {
    compare_sql("mariadb+pymysql://scott:tiger@localhost/test");
}

/// Lines of a description in an order of their own.
fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(','))
        .filter(|line| !line.is_empty() && !line.starts_with("--") && !line.contains(STRAY))
        // A token of pg_dump's, another one each time.
        .filter(|line| !line.starts_with('\\'))
        .collect();
    lines.sort_unstable();
    lines
}

#[track_caller]
fn same(actual: &str, expected: &str) {
    let (actual, expected) = (sorted(actual), sorted(expected));
    let more: Vec<_> = actual
        .iter()
        .filter(|line| !expected.contains(line))
        .collect();
    let less: Vec<_> = expected
        .iter()
        .filter(|line| !actual.contains(line))
        .collect();
    assert!(
        more.is_empty() && less.is_empty() && actual.len() == expected.len(),
        "only limbeck: {more:#?}\nonly Alembic: {less:#?}"
    );
}

#[test]
fn batches_leave_the_same_database_on_postgresql() {
    let database = postgres::database();
    let project = project(&database.url_for("psycopg"));
    let said = Oracle::find()
        .alembic(&project, &["upgrade", "head"])
        .success();
    let expected = database.dump();
    database.reset();
    assert_eq!(limbeck(&project, &["upgrade", "head"]).success(), said);
    same(&database.dump(), &expected);
}

#[test]
fn batches_leave_the_same_database_on_mariadb() {
    let database = mariadb::database();
    let project = project(&database.url_for("mariadb+pymysql"));
    let said = Oracle::find()
        .alembic(&project, &["upgrade", "head"])
        .success();
    let expected = database.dump();
    database.reset();
    assert_eq!(limbeck(&project, &["upgrade", "head"]).success(), said);
    same(&database.dump(), &expected);
}

#[test]
fn batches_leave_the_same_database_on_sqlite() {
    let oracle = Oracle::find();
    let describe = |project: &Project| {
        project
            .write("describe.py", include_str!("describe.py"))
            .run(oracle.program("python"), &["describe.py", "test.db"])
            .success()
    };
    let project = project("sqlite:///test.db");
    let said = oracle.alembic(&project, &["upgrade", "head"]).success();
    let expected = describe(&project);
    std::fs::remove_file(project.file("test.db")).expect("the database");
    assert_eq!(limbeck(&project, &["upgrade", "head"]).success(), said);
    same(&describe(&project), &expected);
}

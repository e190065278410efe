//! limbeck and the real Alembic side by side, and `psql` and `sqlite3` on the
//! same SQL. Prints ratios: seconds belong to the machine, ratios to the
//! programs.
//!
//! `cargo bench --locked` runs all of it; `cargo bench --locked -- heads`
//! only what has that word in its name. `./test` must have run once, since it
//! installs the real Alembic.

#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]

mod measure;
mod project;

use limbeck_testkit::{Oracle, Project};
use measure::{Measured, fastest};

const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

struct Bench {
    oracle: Oracle,
    wanted: Vec<String>,
}

impl Bench {
    fn is_wanted(&self, name: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|word| name.contains(word.as_str()))
    }

    /// One row: the same command by both programs, the fastest of some runs.
    fn both(&self, name: &str, project: &Project, arguments: &[&str], before: impl Fn()) {
        if !self.is_wanted(name) {
            return;
        }
        let alembic = fastest(5, &before, || {
            let mut command = project.command(self.oracle.program("alembic"));
            command.args(arguments);
            command
        });
        let limbeck = fastest(10, &before, || {
            let mut command = project.command(LIMBECK);
            command.args(arguments);
            command
        });
        row(name, "Alembic", alembic, limbeck);
    }

    /// One row: limbeck against a program that executes the same SQL.
    fn against(
        &self,
        name: &str,
        other: (&str, Measured),
        project: &Project,
        arguments: &[&str],
        before: impl Fn(),
    ) {
        let limbeck = fastest(5, &before, || {
            let mut command = project.command(LIMBECK);
            command.args(arguments);
            command
        });
        row(name, other.0, other.1, limbeck);
    }
}

fn row(name: &str, other_name: &str, other: Measured, limbeck: Measured) {
    println!(
        "| {name} | {other_name} | {:.1} ms | {:.1} ms | {:.2} | {:.0} MB | {:.0} MB |",
        other.milliseconds,
        limbeck.milliseconds,
        other.milliseconds / limbeck.milliseconds,
        other.megabytes,
        limbeck.megabytes,
    );
}

fn main() {
    let wanted = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let bench = Bench {
        oracle: Oracle::find(),
        wanted,
    };
    println!(
        "| what | against | theirs | limbeck | times faster | their peak memory | limbeck's |"
    );
    println!("|---|---|---:|---:|---:|---:|---:|");
    for size in [1, 1_000, 5_000] {
        let project = project::history(size, "sqlite:///bench.db");
        // Alembic's compiled files are there on every run but the first.
        let name = |what: &str| format!("`{what}`, {size} revisions");
        bench.both(&name("heads"), &project, &["heads"], || ());
        bench.both(&name("history"), &project, &["history"], || ());
    }
    offline(&bench);
    postgresql(&bench);
    sqlite(&bench);
    check(&bench);
}

/// `check` where nothing has changed.
fn check(bench: &Bench) {
    for tables in [10, 1_000, 10_000] {
        let name = format!("`check`, {tables} tables");
        if !bench.is_wanted(&name) {
            continue;
        }
        let database = limbeck_testkit::postgres::database();
        let url = database
            .url()
            .replace("postgresql://", "postgresql+psycopg://");
        let project = project::models(tables, &url);
        project.write("tables.sql", &project::tables(tables));
        let mut psql = project.command("psql");
        psql.args(["-q", "-v", "ON_ERROR_STOP=1", "-f", "tables.sql"]);
        let made = psql.arg(database.url()).status();
        assert!(made.is_ok_and(|status| status.success()), "psql failed");
        bench.both(&name, &project, &["check"], || ());
    }
}

fn offline(bench: &Bench) {
    let project = project::history(1_000, "postgresql+psycopg://u@localhost/d");
    bench.both(
        "`upgrade head --sql`, 1000 revisions",
        &project,
        &["upgrade", "head", "--sql"],
        || (),
    );
}

fn postgresql(bench: &Bench) {
    if !bench.is_wanted("postgresql") {
        return;
    }
    let database = limbeck_testkit::postgres::database();
    let url = database
        .url()
        .replace("postgresql://", "postgresql+psycopg://");
    let project = project::history(1_000, &url);
    let sql = project
        .run(LIMBECK, &["upgrade", "head", "--sql"])
        .success();
    project.write("upgrade.sql", &sql);
    let empty = || database.reset();
    let psql = fastest(5, &empty, || {
        let mut command = project.command("psql");
        command.args([
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-f",
            "upgrade.sql",
            &database.url(),
        ]);
        command
    });
    let upgrade = ["upgrade", "head"];
    let name = "`upgrade head`, 1000 revisions, postgresql";
    bench.against(name, ("`psql -f`", psql), &project, &upgrade, empty);
    bench.both(name, &project, &upgrade, empty);
    project.run(LIMBECK, &upgrade);
    bench.both(
        "no-op `upgrade head`, postgresql",
        &project,
        &upgrade,
        || (),
    );
    bench.both("`current`, postgresql", &project, &["current"], || ());
}

fn sqlite(bench: &Bench) {
    if !bench.is_wanted("sqlite") {
        return;
    }
    let project = project::history(1_000, "sqlite:///bench.db");
    let sql = project
        .run(LIMBECK, &["upgrade", "head", "--sql"])
        .success();
    project.write("upgrade.sql", &format!("BEGIN;\n{sql}\nCOMMIT;\n"));
    let empty = || {
        let _ = std::fs::remove_file(project.file("bench.db"));
    };
    let sqlite3 = fastest(5, &empty, || {
        let mut command = project.command("sqlite3");
        command.args(["bench.db", ".read upgrade.sql"]);
        command
    });
    let name = "`upgrade head`, 1000 revisions, sqlite";
    bench.against(
        name,
        ("`sqlite3`", sqlite3),
        &project,
        &["upgrade", "head"],
        empty,
    );
    bench.both(name, &project, &["upgrade", "head"], empty);
}

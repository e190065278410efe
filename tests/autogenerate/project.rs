//! Projects that compare models with a database.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use limbeck_testkit::postgres::{self, TestDatabase};
use limbeck_testkit::{LOGGING, Oracle, Printed, Project, mariadb};

use crate::LIMBECK;
use crate::case::Database;
use crate::sqlite;

/// The revision that is written.
pub const REVISION: &[&str] = &[
    "revision",
    "--autogenerate",
    "--rev-id",
    "a1",
    "-m",
    "change",
];

/// A project, and a database of its own.
pub struct Site {
    /// The folder: `alembic.ini`, `as_alembic.ini` (which asks limbeck for
    /// Alembic's set of differences), `scripts` and `models.py`.
    pub project: Project,
    postgres: Option<TestDatabase>,
    mariadb: Option<mariadb::TestDatabase>,
    url: String,
}

impl Site {
    /// A project with these models, and an empty database.
    pub fn new(models: &str, database: Database) -> Site {
        let project = Project::new();
        let postgres = (database == Database::Postgresql).then(postgres::database);
        let mariadb = (database == Database::Mysql).then(mariadb::database);
        let url = match (&postgres, &mariadb) {
            (Some(database), _) => database.url_for("psycopg"),
            (None, Some(database)) => {
                format!("{}?charset=utf8mb4", database.url_for("mysql+pymysql"))
            }
            (None, None) => format!("sqlite:///{}", project.file("test.db").display()),
        };
        let ini = format!("{INI}sqlalchemy.url = {}\n", url.replace('%', "%%"));
        project
            .write("alembic.ini", &format!("{ini}{LOGGING}"))
            .write(
                "as_alembic.ini",
                &format!("{ini}autogenerate = alembic\n{LOGGING}"),
            )
            .write("scripts/env.py", include_str!("env.py"))
            .write("scripts/script.py.mako", MAKO)
            .write("scripts/versions/.keep", "")
            .write("settings.py", &format!("DIALECT = {:?}\n", database.name()))
            .write("models.py", models);
        Site {
            project,
            postgres,
            mariadb,
            url,
        }
    }

    /// Runs limbeck.
    pub fn limbeck(&self, arguments: &[&str]) -> Printed {
        self.project.run(LIMBECK, arguments)
    }

    /// The schema of the database.
    pub fn dump(&self) -> String {
        if let Some(database) = &self.mariadb {
            return unordered(&database.dump());
        }
        match &self.postgres {
            // Newer servers put a random word into each dump.
            Some(database) => database
                .dump()
                .lines()
                .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
                .collect::<Vec<_>>()
                .join("\n"),
            None => sqlite::dump(&self.project.file("test.db")),
        }
    }

    /// The database, if it is one of PostgreSQL.
    pub fn postgres(&self) -> Option<&TestDatabase> {
        self.postgres.as_ref()
    }

    /// The revision files' text, without the moment they were made at, by
    /// name.
    pub fn written(&self) -> Vec<(String, String)> {
        let names = self.project.list("scripts/versions");
        names
            .into_iter()
            .filter(|name| name != ".keep")
            .map(|name| {
                let text = self.project.read(&format!("scripts/versions/{name}"));
                let text = text
                    .lines()
                    .filter(|line| !line.starts_with("Create Date: "))
                    .map(|line| format!("{line}\n"))
                    .collect();
                (name, text)
            })
            .collect()
    }

    /// The revision files, which are then removed.
    pub fn take(&self) -> Vec<(String, String)> {
        let written = self.written();
        for (name, _) in &written {
            let file = self.project.file(&format!("scripts/versions/{name}"));
            fs::remove_file(file).expect("our own file");
        }
        written
    }
}

/// Definitions of tables whose keys and constraints are in the order of their
/// text rather than in the one in which they were made.
fn unordered(dump: &str) -> String {
    let is_key = |line: &str| {
        let line = line.trim_start();
        ["UNIQUE ", "KEY ", "FULLTEXT ", "SPATIAL ", "CONSTRAINT "]
            .iter()
            .any(|word| line.starts_with(word))
    };
    let lines: Vec<&str> = dump
        .lines()
        .map(|line| line.strip_suffix(',').unwrap_or(line))
        .collect();
    let mut sorted = Vec::with_capacity(lines.len());
    for chunk in lines.chunk_by(|one, other| is_key(one) == is_key(other)) {
        let mut chunk = chunk.to_vec();
        if chunk.first().is_some_and(|line| is_key(line)) {
            chunk.sort_unstable();
        }
        sorted.extend(chunk);
    }
    sorted.join("\n")
}

/// Creates what `before()` of each project's models declares in its database
/// by the real SQLAlchemy, then runs the steps there by the real Alembic.
///
/// # Panics
///
/// When the models cannot be created.
pub fn alembic(sites: &[Site], steps: &[&[&str]]) -> Vec<Vec<Printed>> {
    let oracle = Oracle::find();
    let projects: Vec<_> = sites
        .iter()
        .map(|site| {
            serde_json::json!({
                "folder": site.project.path(),
                "url": site.url,
                "steps": steps,
            })
        })
        .collect();
    let mut child = Project::new()
        .command(oracle.program("python"))
        .args(["-c", include_str!("oracle.py")])
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the real Alembic starts");
    let input = serde_json::to_vec(&projects).expect("JSON");
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(&input).expect("projects are taken");
    drop(pipe);
    let output = child.wait_with_output().expect("the real Alembic ends");
    let printed: Vec<Vec<(i32, String, String)>> =
        serde_json::from_slice(&output.stdout).expect("what the steps printed");
    printed
        .into_iter()
        .map(|steps| {
            let mut steps = steps.into_iter().map(|(code, stdout, stderr)| Printed {
                code: Some(code),
                stdout,
                stderr,
            });
            steps.next().expect("a filled database").success();
            steps.collect()
        })
        .collect()
}

const INI: &str = "[alembic]
script_location = %(here)s/scripts
prepend_sys_path = .
path_separator = os
";

const MAKO: &str = r#""""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

# revision identifiers, used by Alembic.
revision: str = ${repr(up_revision)}
down_revision: Union[str, Sequence[str], None] = ${repr(down_revision)}
branch_labels: Union[str, Sequence[str], None] = ${repr(branch_labels)}
depends_on: Union[str, Sequence[str], None] = ${repr(depends_on)}


def upgrade() -> None:
    """Upgrade schema."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Downgrade schema."""
    ${downgrades if downgrades else "pass"}
"#;

//! Follows the guide's commands in a copy of the example.

use std::path::Path;

use limbeck_testkit::postgres::TestDatabase;
use limbeck_testkit::{Printed, Project};

use crate::blocks::Block;
use crate::{LIMBECK, api};

/// Names of the tables and indexes in a SQLite file.
pub fn sqlite_objects(file: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(file).expect("a database");
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        .expect("a statement");
    statement
        .query_map([], |row| row.get(0))
        .expect("rows")
        .map(|name| name.expect("a name"))
        .collect()
}

/// A reader of the guide, with a project and a database.
pub struct Walk {
    project: Project,
    database: TestDatabase,
    /// Lines of the guide that were run.
    ran: usize,
}

impl Walk {
    /// A fresh copy and an empty database. Two revisions are left out, since
    /// the guide writes them itself: the labelled branch and its merge.
    pub fn new() -> Walk {
        let database = limbeck_testkit::postgres::database();
        let project = api().variable("DATABASE_URL", &database.url());
        for file in ["a0d0e1_new_table.py", "b0e1f2_merge_feature_x.py"] {
            std::fs::remove_file(project.file("alembic/versions").join(file)).expect("a revision");
        }
        Walk {
            project,
            database,
            ran: 0,
        }
    }

    /// Does what every block says.
    pub fn follow(mut self, blocks: &[Block]) {
        for block in blocks {
            match block.language.as_str() {
                "bash" => self.commands(block),
                "python" => self.python(block),
                _ => {}
            }
        }
        assert!(self.ran >= 50, "only {} lines were run", self.ran);
    }

    fn commands(&mut self, block: &Block) {
        for line in block.text.lines() {
            let line = line.split("  #").next().unwrap_or_default().trim();
            if !line.is_empty() && !line.starts_with('#') {
                self.ran += 1;
                self.command(line, block);
            }
        }
        if block.heading == "Issue: Need to Skip a Migration" {
            // The block left the version table behind the schema.
            self.limbeck(&["stamp", "heads"]).success();
        }
    }

    fn command(&mut self, line: &str, block: &Block) {
        let (line, target) = match line.split_once(" > ") {
            Some((line, target)) => (line, Some(target)),
            None => (line, None),
        };
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [
                "docker",
                "compose",
                "run",
                "--remove-orphans",
                "migrations",
                arguments @ ..,
            ]
            | ["docker", "compose", "run", "migrations", arguments @ ..]
            | ["alembic", arguments @ ..] => {
                let printed = self.migrate(arguments, block);
                if let Some(target) = target {
                    self.project.write(target, &printed);
                }
            }
            // `-m "…"`: how a message reads well, and how it does not.
            ["-m", message] => {
                let before = self.project.list("alembic/versions");
                self.limbeck(&["revision", "-m", message]).success();
                for file in self.project.list("alembic/versions") {
                    if !before.contains(&file) {
                        std::fs::remove_file(self.project.file("alembic/versions").join(file))
                            .expect("the revision just written");
                    }
                }
            }
            ["cat", pattern] => {
                let printed = self
                    .project
                    .run("sh", &["-c", &format!("cat {pattern}")])
                    .success();
                assert!(!printed.is_empty(), "{pattern} is empty");
            }
            ["psql", .., "-c", query] => {
                assert_eq!(self.database.query(query).len(), 1, "{query}");
            }
            ["UPDATE", ..] => {
                let affected = self.database.query(&format!(
                    "{} RETURNING version_num",
                    line.trim_end_matches(';')
                ));
                assert_eq!(affected, ["correct_version"]);
                self.limbeck(&["stamp", "--purge", "heads"]).success();
            }
            // Moving about, and the database's own tools.
            ["cd" | "source" | "psql" | "pg_dump", ..]
            | ["docker", "compose", "exec", "db", "pg_dump", ..]
            | [".\\env\\Scripts\\activate"] => {}
            _ => panic!("the guide has a line that nobody knows how to run: {line}"),
        }
    }

    fn migrate(&mut self, arguments: &[&str], block: &Block) -> String {
        match arguments {
            ["revision", "--autogenerate", ..] => self.autogenerate(arguments),
            ["merge", ..] => {
                // Meanwhile a colleague wrote a revision on the same parent.
                let file = "94c9d0_age_is_a_number.py";
                let parent = "94c9d0e1f2a3";
                assert!(
                    self.project
                        .list("alembic/versions")
                        .contains(&file.to_owned())
                );
                self.limbeck(&[
                    "revision",
                    "-m",
                    "on the trunk",
                    "--head",
                    parent,
                    "--splice",
                ])
                .success();
                let printed = self.limbeck(arguments).success();
                assert_eq!(self.limbeck(&["heads"]).success().lines().count(), 1);
                printed
            }
            ["-n", "prod", ..] => {
                // The example's URL names a host that does not exist, so the
                // section is known by what could not be reached.
                let project = api();
                let printed = project.run(LIMBECK, arguments);
                assert_ne!(printed.code, Some(0), "{printed}");
                assert!(printed.stderr.contains("prod_url"), "{printed}");
                project.write(
                    "alembic.ini",
                    &project.read("alembic.ini").replace(
                        "postgresql://prod_url",
                        &self.database.url().replace('%', "%%"),
                    ),
                );
                project.run(LIMBECK, &["-n", "prod", "current"]).success()
            }
            ["downgrade", "-1"] => {
                let before = self.version();
                let printed = self.limbeck(arguments).success();
                assert_ne!(self.version(), before, "{}", block.heading);
                printed
            }
            ["upgrade", "head"] => {
                let printed = self.limbeck(arguments).success();
                let heads = self.limbeck(&["heads"]).success();
                assert_eq!(self.limbeck(&["current"]).success(), heads);
                printed
            }
            ["history", "-r", "abc:def"] => {
                let printed = self.limbeck(arguments).success();
                assert_eq!(
                    printed,
                    "abc123def456 -> def456abc789, complex data migration\n\
                     xyz789 -> abc123def456, add phone number to users\n"
                );
                printed
            }
            _ => self.limbeck(arguments).success(),
        }
    }

    /// Writes what the models have and the database lacks: the table of the
    /// branch that is not there yet. The file is removed again.
    fn autogenerate(&self, arguments: &[&str]) -> String {
        let before = self.project.list("alembic/versions");
        let heads = self.limbeck(&["heads"]).success();
        if self.limbeck(&["current"]).success() != heads {
            let printed = self.limbeck(arguments).failure(255);
            assert_eq!(
                printed.stdout,
                "FAILED: Target database is not up to date.\n"
            );
            let hint = "hint: run `limbeck upgrade head` first\n";
            assert!(printed.stderr.ends_with(hint), "{printed}");
            assert_eq!(self.project.list("alembic/versions"), before);
            self.limbeck(&["upgrade", "head"]).success();
        }
        let printed = self.limbeck(arguments).success();
        let mut files = self.project.list("alembic/versions");
        files.retain(|file| !before.contains(file));
        let [file] = files.as_slice() else {
            panic!("{files:?}: {printed}");
        };
        assert!(printed.contains(file), "{printed}");
        let text = self.project.read(&format!("alembic/versions/{file}"));
        assert!(text.contains("    op.create_table('labels',\n"), "{text}");
        assert_eq!(text.matches(" op.").count(), 2, "{text}");
        std::fs::remove_file(self.project.file("alembic/versions").join(file)).expect("the file");
        printed
    }

    /// A block of Python. Those with operations are in the history, and ran
    /// with it; the others are pieces of env.py and of the models.
    fn python(&self, block: &Block) {
        let text = &block.text;
        if text.contains("def upgrade") {
            return;
        }
        if text.contains("target_metadata") {
            let env = self.project.read("alembic/env.py");
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let code = line.split("  #").next().unwrap_or_default();
                assert!(env.contains(code), "env.py has no {code:?}");
            }
        } else if text.contains("class User(Base)") {
            let project = api().variable("DATABASE_URL", &self.database.url());
            project.write(
                "models/models.py",
                &format!(
                    "from sqlalchemy import Column, Integer, String\n\
                     from sqlalchemy.orm import declarative_base\n\n\
                     Base = declarative_base()\n\n{text}"
                ),
            );
            project.run(LIMBECK, &["current"]).success();
        } else if text.contains("[alembic:prod]") {
            let ini = self.project.read("alembic.ini");
            for line in text.lines().filter(|line| line.starts_with(['[', 's'])) {
                assert!(ini.contains(line), "alembic.ini has no {line:?}");
            }
        } else if text.contains("op.add_column('users', ...)") {
            self.placeholders(text);
        } else {
            panic!("the guide has Python that nobody knows how to run:\n{text}");
        }
    }

    /// `...` where an argument belongs: the message must say so.
    fn placeholders(&self, text: &str) {
        let body: String = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("    {line}\n"))
            .collect();
        let project =
            Project::copy_of(self.project.path()).variable("DATABASE_URL", &self.database.url());
        project.write(
            "alembic/versions/placeholder.py",
            &format!(
                "from alembic import op\nrevision = 'placeholder'\n\
                 down_revision = None\n\ndef upgrade():\n{body}"
            ),
        );
        let printed = project.run(LIMBECK, &["upgrade", "placeholder"]).failure(1);
        assert!(printed.stderr.contains("..."), "{printed}");
    }

    fn version(&self) -> Vec<String> {
        self.database
            .query("SELECT version_num FROM alembic_version ORDER BY 1")
    }

    fn limbeck(&self, arguments: &[&str]) -> Printed {
        self.project.run(LIMBECK, arguments)
    }
}

/// A line's words, as a shell would split it.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

//! The guide of the example project, walked through: every block of its
//! `bash` and `python` runs as written, against PostgreSQL, and the history
//! runs up and down on SQLite too.

mod blocks;
mod walk;

use std::path::{Path, PathBuf};

use blocks::{Block, blocks};
use limbeck_testkit::{Printed, Project};

const LIMBECK: &str = env!("CARGO_BIN_EXE_limbeck");

/// The example's folder.
fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/genji")
}

/// A copy of the example's `api` folder.
fn api() -> Project {
    Project::copy_of(&example().join("api"))
}

fn guide() -> Vec<Block> {
    blocks(&std::fs::read_to_string(example().join("GUIDE.md")).expect("the guide"))
}

/// The functions of the guide's blocks that a revision can hold as they are.
fn functions() -> Vec<String> {
    guide()
        .iter()
        .filter(|block| block.language == "python")
        .flat_map(Block::functions)
        .filter(|function| !function.contains("(...)"))
        .collect()
}

#[test]
fn every_operation_of_the_guide_is_in_the_history_as_written() {
    let versions = example().join("api/alembic/versions");
    let scripts: Vec<String> = std::fs::read_dir(versions)
        .expect("the versions")
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a script"))
        .collect();
    let functions = functions();
    assert!(functions.len() > 20, "{} functions", functions.len());
    for function in functions {
        assert!(
            function.trim_end().ends_with("\n    pass")
                || scripts.iter().any(|script| script.contains(&function)),
            "no revision holds\n{function}"
        );
    }
}

fn up_and_down(project: &Project, arguments: &[&str], objects: impl Fn() -> Vec<String>) {
    let run = |rest: &[&str]| -> Printed { project.run(LIMBECK, &[arguments, rest].concat()) };
    let mut heads = Vec::new();
    for _ in 0..2 {
        run(&["upgrade", "head"]).success();
        assert_eq!(
            run(&["current"]).success().trim(),
            "b0e1f2a3b4c5 (head) (mergepoint)"
        );
        heads.push(objects());
        run(&["downgrade", "base"]).success();
        assert_eq!(run(&["current"]).success(), "");
        assert_eq!(objects(), ["alembic_version"]);
    }
    assert_eq!(heads[0], heads[1]);
    for table in [
        "users",
        "documents",
        "user_preferences",
        "notifications",
        "labels",
    ] {
        assert!(heads[0].iter().any(|name| name == table), "{heads:?}");
    }
}

#[test]
fn the_history_runs_up_and_down_twice_on_postgresql() {
    let database = limbeck_testkit::postgres::database();
    let project = api().variable("DATABASE_URL", &database.url());
    up_and_down(&project, &[], || {
        database.query(
            "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace \
             WHERE nspname IN ('app', 'public') AND relkind IN ('r', 'i') \
             AND relname <> 'alembic_version_pkc' ORDER BY 1",
        )
    });
}

#[test]
fn the_history_runs_up_and_down_twice_on_sqlite() {
    let project = api();
    up_and_down(&project, &["-n", "sqlite"], || {
        let mut names: Vec<String> = ["genji.db", "genji_app.db"]
            .iter()
            .flat_map(|file| walk::sqlite_objects(&project.file(file)))
            .collect();
        names.sort();
        names
    });
}

#[test]
fn the_guide_can_be_followed_from_beginning_to_end() {
    walk::Walk::new().follow(&guide());
}

/// The functions of a script without the layout of their lines.
fn joined(text: &str) -> Vec<String> {
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !line.is_empty() && !line.starts_with('#') && !line.starts_with("\"\"\"")
    };
    let code: String = text
        .lines()
        .skip_while(|line| !line.starts_with("def upgrade"))
        .filter(is_code)
        .map(str::trim)
        .collect();
    let functions = code.split("def ").filter(|function| !function.is_empty());
    functions
        .map(|function| function.replace(" -> None", "").replace(' ', ""))
        .collect()
}

/// "Auto-Generate Migration", step by step: the models gain the guide's
/// column, and the file is the guide's.
#[test]
fn the_guides_change_of_the_models_becomes_the_guides_revision() {
    let blocks = guide();
    let under = |language: &str, part: &str| -> String {
        let mut found = blocks.iter().filter(|block| {
            block.heading == "1. Auto-Generate Migration"
                && block.language == language
                && block.text.contains(part)
        });
        found.next().expect("a block").text.clone()
    };
    let models = |class: &str| {
        format!(
            "from sqlalchemy import Column, Integer, String\n\
             from sqlalchemy.orm import declarative_base\n\nBase = declarative_base()\n\n{class}"
        )
    };
    let class = under("python", "class User(Base)");
    let before: String = class
        .lines()
        .filter(|line| !line.contains("phone_number"))
        .map(|line| format!("{line}\n"))
        .collect();
    let database = limbeck_testkit::postgres::database();
    let project = api().variable("DATABASE_URL", &database.url());
    for file in project.list("alembic/versions") {
        std::fs::remove_file(project.file("alembic/versions").join(file)).expect("a revision");
    }
    let run = |arguments: &[&str]| project.run(LIMBECK, arguments).success();
    project.write("models/models.py", &models(&before));
    run(&["revision", "--autogenerate", "-m", "initial"]);
    run(&["upgrade", "head"]);
    assert_eq!(run(&["check"]), "No new upgrade operations detected.\n");

    project.write("models/models.py", &models(&class));
    project.run(LIMBECK, &["check"]).failure(255);
    let known = project.list("alembic/versions");
    let line = under("bash", "revision --autogenerate");
    let (_, message) = line.split_once("-m \"").expect("a message");
    let message = message.trim_end().trim_end_matches('"');
    run(&["revision", "--autogenerate", "-m", message]);
    let mut files = project.list("alembic/versions");
    files.retain(|file| !known.contains(file));
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(
        files[0].ends_with("_add_phone_number_to_users.py"),
        "{files:?}"
    );
    let written = project.read(&format!("alembic/versions/{}", files[0]));
    assert_eq!(
        joined(&written),
        joined(&under("python", "def upgrade")),
        "{written}"
    );

    // Step 4, and the way back.
    run(&["upgrade", "head"]);
    assert_eq!(run(&["check"]), "No new upgrade operations detected.\n");
    run(&["downgrade", "-1"]);
    run(&["upgrade", "head"]);
    run(&["downgrade", "base"]);
}

/// "Alembic Can't Detect Changes": an empty revision says what may be wrong.
#[test]
fn a_revision_without_changes_says_what_may_be_wrong() {
    let database = limbeck_testkit::postgres::database();
    let project = api().variable("DATABASE_URL", &database.url());
    project.run(LIMBECK, &["upgrade", "head"]).success();
    let check = |from: &str, to: &str, code: i32, parts: &[&str]| {
        let environment = project.read("alembic/env.py");
        assert!(environment.contains(from), "{environment}");
        project.write("alembic/env.py", &environment.replace(from, to));
        let before = project.list("alembic/versions");
        let printed = project.run(LIMBECK, &["check"]).failure(code);
        for part in parts {
            let all = format!("{}{}", printed.stdout, printed.stderr);
            assert!(all.contains(part), "{part}\n{printed}");
        }
        assert_eq!(project.list("alembic/versions"), before);
        project.write("alembic/env.py", &environment);
    };
    // 1. The models are not imported.
    check(
        "target_metadata = models.Base.metadata",
        "from sqlalchemy.orm import declarative_base\ntarget_metadata = declarative_base().metadata",
        255,
        &[
            "target_metadata holds no tables: env.py has to import the modules that define the models",
        ],
    );
    // 2. target_metadata is not set.
    check(
        "target_metadata = models.Base.metadata",
        "target_metadata = None",
        255,
        &[
            "FAILED: Can't proceed with --autogenerate option; environment script ",
            "hint: import the models in env.py and say `target_metadata = Base.metadata`",
        ],
    );
    // 3. The connection does not work.
    check(
        "target_metadata = models.Base.metadata",
        "target_metadata = models.Base.metadata\nconfig.set_main_option(\"sqlalchemy.url\", \
         \"postgresql://nobody:hidden@127.0.0.1:1/none\")",
        1,
        &["sqlalchemy.exc.OperationalError", "hint: "],
    );
    // A table that no model has, in the models' schema, which nobody asked for.
    let models = project.read("models/models.py");
    let (kept, _) = models
        .split_once("\n\nclass Label(Base)")
        .expect("the last model");
    project.write("models/models.py", kept);
    check(
        "search_path=public,app",
        "search_path=public",
        0,
        &[
            "(app.labels), and include_schemas=True is not set in context.configure(): they were left out",
        ],
    );
    check(
        "context.configure(connection=connection,",
        "context.configure(connection=connection, include_schemas=True,",
        255,
        &["('remove_table', Table('labels'"],
    );
    project.write("models/models.py", &models);
    // The database is behind.
    project
        .run(LIMBECK, &["downgrade", "abc123def456"])
        .success();
    check(
        "target_metadata=target_metadata)",
        "target_metadata=target_metadata)",
        255,
        &[
            "FAILED: Target database is not up to date.",
            "hint: run `limbeck upgrade head` first",
        ],
    );
}

//! Settings and models that need compiled packages, as in most web projects:
//! env.py's lines get their values from the project's own Python.

use limbeck_testkit::{Oracle, Project};

use crate::LIMBECK;
use crate::both::stock;
use crate::failures::has;

/// A project whose env.py, settings and models need pydantic.
fn project() -> Project {
    let project = stock();
    let files = [
        ("app/__init__.py", ""),
        ("app/config.py", include_str!("settings/config.py")),
        ("app/database.py", include_str!("settings/database.py")),
        ("app/address.py", include_str!("settings/address.py")),
        ("app/models.py", include_str!("settings/models.py")),
        ("scripts/env.py", include_str!("settings/env.py")),
        (".env", "DATABASE_URL=sqlite:///app.db\n"),
    ];
    for (path, text) in files {
        project.write(path, text);
    }
    let environment = Oracle::older().folder().display().to_string();
    project.variable("VIRTUAL_ENV", &environment)
}

fn replace(project: &Project, path: &str, from: &str, to: &str) {
    let text = project.read(path);
    assert!(text.contains(from), "{path}");
    project.write(path, &text.replacen(from, to, 1));
}

/// What of a new revision does not depend on the time and on chance.
fn body(project: &Project) -> String {
    let files = project.list("scripts/versions");
    let file = files.last().expect("a revision");
    let text = project.read(&format!("scripts/versions/{file}"));
    let (_, body) = text.split_once("def upgrade()").expect("an upgrade");
    body.to_owned()
}

#[test]
fn env_py_has_the_values_of_modules_that_cannot_load() {
    let project = project();
    let ours = project.run(LIMBECK, &["current"]);
    let theirs = Oracle::older().alembic(&project, &["current"]).success();
    assert!(theirs.lines().count() == 17, "{theirs}");
    has(
        &ours,
        &[" answers for app.config, which limbeck's interpreter cannot load"],
    );
    assert_eq!(ours.success(), theirs);
}

#[test]
fn a_project_with_pydantic_goes_all_the_way() {
    let (project, other) = (project(), project());
    let revision: &[&str] = &["revision", "--autogenerate", "-m", "first"];
    let ours = project.run(LIMBECK, revision);
    has(&ours, &["Read the models with ", "SQLAlchemy 2.0."]);
    ours.success();
    Oracle::older().alembic(&other, revision).success();
    assert_eq!(body(&project), body(&other));

    let sql = project
        .run(LIMBECK, &["upgrade", "head", "--sql"])
        .success();
    assert!(sql.contains("INSERT INTO app_version"), "{sql}");
    project.run(LIMBECK, &["upgrade", "head"]).success();
    let checked = project.run(LIMBECK, &["check"]).success();
    assert!(
        checked.ends_with("No new upgrade operations detected.\n"),
        "{checked}"
    );
    // The database that the settings name is the one that was migrated.
    let theirs = Oracle::older().alembic(&project, &["check"]).success();
    assert_eq!(checked, theirs);
    project.run(LIMBECK, &["downgrade", "base"]).success();
}

#[test]
fn without_another_python_the_settings_cannot_be_read() {
    let project = project();
    replace(
        &project,
        "alembic.ini",
        "[alembic]",
        "[alembic]\nmodels_python = never",
    );
    let printed = project.run(LIMBECK, &["current"]).failure(1);
    has(
        &printed,
        &[
            "app.config.settings.database_url is needed here, and app.config could not load: ",
            "it is a compiled extension (",
            "app/config.py, line 7: from pydantic import BaseModel",
            "models_python is 'never': no other Python is asked.",
        ],
    );
}

#[test]
fn what_the_other_python_raises_is_shown_with_its_lines() {
    let project = project();
    project.write(".env", "DEBUG=perhaps\nDATABASE_URL=sqlite:///app.db\n");
    let printed = project.run(LIMBECK, &["current"]).failure(1);
    has(
        &printed,
        &[
            "cannot load it either:",
            "app/config.py\", line 44, in get_settings",
            "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings",
        ],
    );
    project.write(".env", "DATABASE_URL=sqlite:///app.db\n");
    replace(
        &project,
        "scripts/env.py",
        "except ValueError",
        "except KeyError",
    );
    let printed = project.run(LIMBECK, &["current"]).failure(1);
    has(
        &printed,
        &[
            "raise ValueError(\"the mode is %s\" % settings.mode.value)",
            "scripts/env.py\", line ",
            "ValueError: the mode is local",
        ],
    );
}

#[test]
fn a_python_that_dies_is_told_of() {
    let project = project();
    replace(
        &project,
        "scripts/env.py",
        "    fails()",
        "    app.config.leave()",
    );
    let config = format!(
        "{}\n\ndef leave():\n    import os\n    os._exit(3)\n",
        project.read("app/config.py")
    );
    project.write("app/config.py", &config);
    let printed = project.run(LIMBECK, &["current"]).failure(255);
    has(&printed, &["bin/python ended: "]);
}

#[test]
fn what_cannot_travel_is_named() {
    let project = project();
    replace(
        &project,
        "scripts/env.py",
        "    fails()",
        "    fails(context.config)",
    );
    let printed = project.run(LIMBECK, &["current"]).failure(1);
    has(
        &printed,
        &[
            "app.config.fails is needed here, and app.config could not load",
            "It was given <alembic.config.Config",
            ", which cannot be handed to another Python.",
        ],
    );
}

//! Models that the interpreter cannot load: commands that do not need them
//! run, and those that do ask the project's own Python.

use limbeck_testkit::{Oracle, Project};

use crate::LIMBECK;
use crate::both::stock;

/// A stock project whose models import a compiled extension, and use it where
/// `used` says how.
fn project(used: &str) -> Project {
    project_of(&Oracle::find(), used)
}

/// The same, with that virtual environment.
fn project_of(oracle: &Oracle, used: &str) -> Project {
    let project = stock();
    let environment = project.read("scripts/env.py").replace(
        "target_metadata = None",
        "from app.models import Base\ntarget_metadata = Base.metadata",
    );
    project.write("scripts/env.py", &environment);
    project.write("app/__init__.py", "");
    project.write(
        "app/models.py",
        &format!(
            "import markupsafe._speedups as speedups\n\
             from sqlalchemy import Column, Integer, String\n\
             from sqlalchemy.orm import declarative_base\n\
             Base = declarative_base()\n\
             {used}\n\
             class User(Base):\n    \
                 __tablename__ = 'users'\n    \
                 id = Column(Integer, primary_key=True)\n    \
                 name = Column(String(20), nullable=False)\n"
        ),
    );
    let folder = oracle.folder().display().to_string();
    project.variable("VIRTUAL_ENV", &folder)
}

/// A line that needs the compiled module.
const USED: &str = "print(speedups._escape_inner('<'))";

fn models_python(project: &Project, value: &str) {
    let ini = project.read("alembic.ini");
    let changed = ini.replacen(
        "[alembic]",
        &format!("[alembic]\nmodels_python = {value}"),
        1,
    );
    project.write("alembic.ini", &changed);
}

fn check(project: &Project, code: i32, parts: &[&str]) {
    let printed = project.run(LIMBECK, &["check"]).failure(code);
    crate::failures::has(&printed, parts);
}

#[test]
fn commands_run_whose_models_cannot_load() {
    let project = project(USED);
    models_python(&project, "never");
    project.run(LIMBECK, &["upgrade", "head"]).success();
    project.run(LIMBECK, &["current"]).success();
}

#[test]
fn the_projects_own_python_reads_the_models() {
    let project = project(USED);
    project.run(LIMBECK, &["upgrade", "head"]).success();
    check(
        &project,
        255,
        &[
            "Read the models with ",
            "SQLAlchemy 2.1.9",
            "Detected added table 'users'",
        ],
    );
}

#[test]
fn an_unused_module_is_no_obstacle() {
    let project = project("");
    models_python(&project, "never");
    project.run(LIMBECK, &["upgrade", "head"]).success();
    check(&project, 255, &["Detected added table 'users'"]);
}

#[test]
fn without_a_python_the_module_and_its_imports_are_named() {
    let project = project(USED);
    models_python(&project, "never");
    project.run(LIMBECK, &["upgrade", "head"]).success();
    check(
        &project,
        255,
        &[
            "The models cannot be read, and models_python is 'never'.",
            "markupsafe._speedups could not load: it is a compiled extension (",
            "scripts/env.py, line ",
            ": from app.models import Base",
            "app/models.py, line 1: import markupsafe._speedups as speedups",
        ],
    );
}

#[test]
fn a_placeholder_names_the_module_when_it_is_used() {
    let project = project(USED);
    models_python(&project, "never");
    let environment = project.read("scripts/env.py").replace(
        "\ntarget_metadata = Base.metadata",
        "\ntarget_metadata = Base.metadata\nprint(Base.metadata.tables['users'].name + 's')",
    );
    project.write("scripts/env.py", &environment);
    let printed = project.run(LIMBECK, &["upgrade", "head"]).failure(1);
    crate::failures::has(
        &printed,
        &["app.models.Base.metadata.tables is needed here, and app.models could not load"],
    );
}

#[test]
fn models_that_raise_show_their_traceback() {
    let project = project(&format!("{USED}\nraise ValueError('no such thing')"));
    project.run(LIMBECK, &["upgrade", "head"]).success();
    check(
        &project,
        255,
        &[
            "The models cannot be read.",
            "app/models.py\", line 6",
            "ValueError: no such thing",
        ],
    );
}

#[test]
fn a_python_that_is_not_there_is_an_error() {
    let project = project(USED);
    models_python(&project, "/nowhere/python");
    project.run(LIMBECK, &["upgrade", "head"]).success();
    check(
        &project,
        255,
        &["The models cannot be read, and no Python of the project was found"],
    );
}

#[test]
fn the_file_is_alembics_whichever_sqlalchemy_reads_the_models() {
    for (oracle, version) in [
        (Oracle::find(), "SQLAlchemy 2.1."),
        (Oracle::older(), "SQLAlchemy 2.0."),
    ] {
        let (project, other) = (project_of(&oracle, USED), project_of(&oracle, USED));
        let arguments = [
            "revision",
            "--autogenerate",
            "-m",
            "users",
            "--rev-id",
            "a1",
        ];
        let printed = project.run(LIMBECK, &arguments);
        crate::failures::has(&printed, &["Read the models with ", version]);
        printed.success();
        oracle.alembic(&other, &arguments).success();
        let file = |project: &Project| {
            let text = project.read("scripts/versions/a1_users.py");
            let lines = text.lines();
            let lines = lines.filter(|line| !line.starts_with("Create Date: "));
            lines.map(|line| format!("{line}\n")).collect::<String>()
        };
        assert_eq!(file(&project), file(&other));
        project.run(LIMBECK, &["upgrade", "head"]).success();
        project.run(LIMBECK, &["check"]).success();
    }
}

/// A package that only this interpreter cannot run.
#[test]
fn a_package_that_fails_here_is_left_to_python() {
    let project = project("import odd\nodd.tricky()");
    let packages = project.file("site-packages").display().to_string();
    let project = project.variable("PYTHONPATH", &packages);
    project.write(
        "site-packages/odd.py",
        "import sys\n\n\ndef tricky():\n    \
         if sys.implementation.name != 'cpython':\n        raise TypeError('too odd')\n",
    );
    project.run(LIMBECK, &["upgrade", "head"]).success();
    let parts = ["Read the models with ", "Detected added table 'users'"];
    check(&project, 255, &parts);
    models_python(&project, "never");
    check(
        &project,
        1,
        &["odd.py\", line 6, in tricky", "TypeError: too odd"],
    );
}

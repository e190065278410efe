//! Models of Flask-SQLAlchemy: pure Python in the project's virtual
//! environment, which the interpreter loads itself.

use limbeck_testkit::{Oracle, Project};

use crate::LIMBECK;
use crate::both::stock;

fn project() -> Project {
    let project = stock();
    let environment = project.read("scripts/env.py").replace(
        "target_metadata = None",
        "from app import create_app, db, models\n\
         config.set_main_option(\n    \
             \"sqlalchemy.url\", create_app().config[\"SQLALCHEMY_DATABASE_URI\"]\n)\n\
         target_metadata = db.metadata",
    );
    let ini = project.read("alembic.ini");
    let ini = ini.replacen("[alembic]", "[alembic]\nmodels_python = never", 1);
    project
        .write("alembic.ini", &ini)
        .write("scripts/env.py", &environment)
        .write("app/__init__.py", include_str!("flask/__init__.py"))
        .write("app/models.py", include_str!("flask/models.py"));
    let environment = Oracle::older().folder().display().to_string();
    project.variable("VIRTUAL_ENV", &environment)
}

#[test]
fn models_of_flask_sqlalchemy_become_its_tables() {
    let (project, other) = (project(), project());
    let arguments = [
        "revision",
        "--autogenerate",
        "-m",
        "first",
        "--rev-id",
        "a1",
    ];
    project.run(LIMBECK, &arguments).success();
    Oracle::older().alembic(&other, &arguments).success();
    let operations = |project: &Project| {
        let text = project.read("scripts/versions/a1_first.py");
        let (_, operations) = text.split_once("def upgrade()").expect("an upgrade");
        operations.to_owned()
    };
    assert_eq!(operations(&project), operations(&other));
    project.run(LIMBECK, &["upgrade", "head"]).success();
    project.run(LIMBECK, &["check"]).success();
    project.run(LIMBECK, &["downgrade", "base"]).success();
}

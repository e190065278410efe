//! The text of files and of `check` in projects that are built in other ways,
//! beside the real Alembic.

use std::fs;

use limbeck_testkit::{Oracle, Printed, Project};

use crate::LIMBECK;
use crate::case::Database::{self, Postgresql, Sqlite};
use crate::matrix::without_addresses;
use crate::project::{REVISION, Site};

/// Alembic's set of differences.
const AS_ALEMBIC: &[&str] = &["-c", "as_alembic.ini"];

/// With `autogenerate = alembic` both write the same files and `check` prints
/// the same; limbeck's own files have all these parts.
#[track_caller]
fn same(site: &Site, arguments: &[&str], parts: &[&str]) {
    let oracle = Oracle::find();
    let ours = site.limbeck(&[AS_ALEMBIC, arguments].concat());
    let our_files = site.take();
    let theirs = oracle.alembic(&site.project, arguments);
    let their_files = site.take();
    assert_eq!(theirs.code, Some(0), "{theirs}");
    assert_eq!(ours.code, theirs.code, "{ours}\n{theirs}");
    assert!(!their_files.is_empty(), "{theirs}");
    assert_eq!(our_files, their_files, "(left: limbeck)\n{ours}");
    assert_eq!(our_lines(&ours), our_lines(&theirs));

    site.limbeck(arguments).success();
    let own: String = site.take().into_iter().map(|(_, text)| text).collect();
    for part in parts {
        assert!(own.contains(part), "{part}\n{own}");
    }

    let ours = site.limbeck(&[AS_ALEMBIC, &["check"]].concat());
    let theirs = oracle.alembic(&site.project, &["check"]);
    assert_eq!(
        (ours.code, without_addresses(&ours.stdout)),
        (theirs.code, without_addresses(&theirs.stdout)),
        "{ours}\n{theirs}"
    );
}

fn our_lines(printed: &Printed) -> Vec<String> {
    let lines = printed.stdout.lines();
    let named = lines.map(|line| line.split(' ').next().unwrap_or_default().to_owned());
    named.collect()
}

fn on(models: &str, database: Database, setup: &str) -> Site {
    let site = Site::new(models, database);
    if let Some(database) = site.postgres()
        && !setup.is_empty()
    {
        database.psql(setup);
    }
    site
}

#[test]
fn tables_of_several_metadata_are_sorted_by_themselves() {
    let models = "\
import sqlalchemy as sa

first, second, third = sa.MetaData(), sa.MetaData(), sa.MetaData()
key = lambda: sa.Column(\"id\", sa.Integer, primary_key=True)
sa.Table(\"z\", first, key(), sa.Column(\"y\", sa.ForeignKey(\"y.id\")), sa.Column(\"n\", sa.String, index=True))
sa.Table(\"y\", first, key())
sa.Table(\"a\", second, key(), sa.Column(\"b\", sa.ForeignKey(\"b.id\")))
sa.Table(\"b\", second, key())
sa.Table(\"c\", second, key())
sa.Table(\"a0\", third, key())


def target():
    return [first, second, third]
";
    same(&on(models, Sqlite, ""), REVISION, &["op.create_table('z',"]);
    same(
        &on(
            models,
            Postgresql,
            "CREATE TABLE c (id serial PRIMARY KEY, old integer)",
        ),
        REVISION,
        &[],
    );
}

/// Where a table points at one of a later MetaData, that comes first: Alembic's
/// order would not run.
#[test]
fn tables_that_point_at_a_later_metadata_come_after_it() {
    let models = "\
import sqlalchemy as sa

first, second = sa.MetaData(), sa.MetaData()
late = sa.Table(\"late\", second, sa.Column(\"id\", sa.Integer, primary_key=True))
sa.Table(\"early\", first, sa.Column(\"id\", sa.ForeignKey(late.c.id), primary_key=True))


def target():
    return [first, second]
";
    let site = on(models, Postgresql, "");
    same(&site, REVISION, &["op.create_table('late',"]);
    site.limbeck(REVISION).success();
    site.limbeck(&["upgrade", "head"]).success();
    site.limbeck(&["check"]).success();
}

#[test]
fn comments_and_inheritance_render_as_alembic_writes_them() {
    let models = "\
import sqlalchemy as sa


def after(metadata):
    sa.Table(
        \"plain\",
        metadata,
        sa.Column(\"id\", sa.Integer, primary_key=True, comment=\"\"),
        sa.Column(\"x\", sa.Integer, comment=\"it's\"),
        comment=\"\",
    )
    sa.Table(
        \"child\",
        metadata,
        sa.Column(\"id\", sa.Integer, primary_key=True),
        postgresql_inherits=[\"one\", \"two\"],
        postgresql_with_oids=False,
        postgresql_tablespace=\"pg_default\",
        comment=\"of 'two'\",
    )
    sa.Table(
        \"known\",
        metadata,
        sa.Column(\"id\", sa.Integer, primary_key=True, comment=\"\"),
        sa.Column(\"a\", sa.Integer, comment=None),
        comment=\"\",
    )
";
    let setup = "CREATE TABLE known (id serial PRIMARY KEY, a integer); \
                 COMMENT ON COLUMN known.a IS 'gone'; COMMENT ON TABLE known IS 'was'";
    same(
        &on(models, Postgresql, setup),
        REVISION,
        &["postgresql_inherits=['one', 'two']"],
    );
    same(&on(models, Sqlite, ""), REVISION, &[]);
}

#[test]
fn checks_show_defaults_as_sqlalchemy_does() {
    let models = "\
import datetime
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


def made():
    return 1


class Caller:
    def __call__(self):
        return 1

    def method(self):
        return 1


def after(metadata):
    sa.Table(
        \"t\",
        metadata,
        sa.Column(\"id\", sa.Integer, primary_key=True, default=made),
        sa.Column(\"a\", sa.Integer, default=lambda: 1, onupdate=made),
        sa.Column(\"b\", sa.String(5), default=\"x\", server_default=\"y\"),
        sa.Column(\"c\", sa.DateTime, default=datetime.datetime.now, server_default=sa.func.now()),
        sa.Column(\"d\", sa.Uuid, default=uuid.uuid4),
        sa.Column(\"e\", sa.JSON, default=dict),
        sa.Column(\"f\", sa.Integer, default=sa.func.random()),
        sa.Column(\"g\", sa.Integer, default=sa.text(\"1\"), server_default=sa.text(\"1\")),
        sa.Column(\"h\", sa.Integer, sa.Computed(\"a + 1\")),
        sa.Column(\"j\", sa.Integer, sa.Sequence(\"seq\")),
        sa.Column(\"k\", sa.Integer, default=Caller()),
        sa.Column(\"l\", sa.Integer, default=Caller().method),
        sa.Column(\"m\", sa.Integer, default=3, comment=\"c\", key=\"mm\", index=True, info={\"a\": 1}),
        sa.Index(\"ix_f\", sa.text(\"lower(b)\"), unique=True),
    )
    sa.Table(\"known\", metadata, sa.Column(\"id\", sa.Integer, sa.Identity(start=3), primary_key=True),
             sa.Column(\"n\", sa.String(9), default=made, server_default=\"z\", nullable=False),
             sa.UniqueConstraint(\"n\", name=\"uq_n\"), sa.ForeignKeyConstraint([\"id\"], [\"t.id\"], name=\"fk\"))


OPTIONS = {\"compare_server_default\": True}
";
    let setup = "CREATE TABLE known (id integer PRIMARY KEY, n varchar(5) DEFAULT 'q')";
    same(&on(models, Postgresql, setup), REVISION, &[]);
}

#[test]
fn several_files_come_out_of_directives() {
    let models = "\
import sqlalchemy as sa
from alembic.operations import ops


def after(metadata):
    sa.Table(\"t\", metadata, sa.Column(\"id\", sa.Integer, primary_key=True))
    sa.Table(\"u\", metadata, sa.Column(\"id\", sa.Integer, primary_key=True))


def directives(context, revision, directives):
    script = directives[0]
    first, second = script.upgrade_ops.ops
    directives[:] = [
        ops.MigrationScript(
            \"b1\", ops.UpgradeOps([first]), ops.DowngradeOps([first.reverse()]),
            message=\"first\", head=script.head, splice=script.splice, imports={\"import decimal\"},
        ),
        ops.MigrationScript(
            \"b2\", ops.UpgradeOps([second]), ops.DowngradeOps([second.reverse()]),
            message=\"second\", head=\"b1\", branch_label=\"later\", depends_on=None,
        ),
    ]


OPTIONS = {\"process_revision_directives\": directives}
";
    let site = on(models, Sqlite, "");
    same(
        &site,
        REVISION,
        &["down_revision: Union[str, Sequence[str], None] = 'b1'"],
    );
}

/// A project of one of Alembic's templates, ready to be compared.
fn template(name: &str, change: impl Fn(&Project)) -> (Project, Project) {
    let make = || {
        let project = Project::new();
        Oracle::find()
            .alembic(&project, &["init", "-t", name, "scripts"])
            .success();
        project.write("models.py", TWO);
        change(&project);
        project
    };
    (make(), make())
}

/// Models of two databases.
const TWO: &str = "\
import sqlalchemy as sa

one, two = sa.MetaData(), sa.MetaData()
sa.Table(\"users\", one, sa.Column(\"id\", sa.Integer, primary_key=True), sa.Column(\"name\", sa.String(20), index=True))
sa.Table(\"events\", two, sa.Column(\"id\", sa.Integer, primary_key=True), sa.Column(\"at\", sa.DateTime))
";

/// Both write the same file, bar the moment; it runs up and down.
#[track_caller]
fn same_file((ours, theirs): (Project, Project)) {
    ours.run(LIMBECK, REVISION).success();
    Oracle::find().alembic(&theirs, REVISION).success();
    let file = |project: &Project| {
        let text = project.read("scripts/versions/a1_change.py");
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("Create Date: "));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    assert_eq!(file(&ours), file(&theirs));
    for arguments in [
        &["upgrade", "head"][..],
        &["check"],
        &["downgrade", "base"],
        &["upgrade", "head"],
    ] {
        let printed = ours.run(LIMBECK, arguments);
        let expected = Oracle::find().alembic(&theirs, arguments).success();
        assert_eq!(printed.success(), expected, "{arguments:?}");
    }
}

fn replace(project: &Project, path: &str, pairs: &[(&str, &str)]) {
    let mut text = project.read(path);
    for (from, to) in pairs {
        assert!(text.contains(from), "{from}\n{text}");
        text = text.replace(from, to);
    }
    project.write(path, &text);
}

#[test]
fn a_file_for_several_databases_is_alembics() {
    same_file(template("multidb", |project| {
        replace(
            project,
            "alembic.ini",
            &[
                (
                    "databases = engine1, engine2",
                    "databases = engine1, engine2",
                ),
                ("driver://user:pass@localhost/dbname2", "sqlite:///two.db"),
                ("driver://user:pass@localhost/dbname", "sqlite:///one.db"),
            ],
        );
        replace(
            project,
            "scripts/env.py",
            &[(
                "target_metadata = {}",
                "import models\ntarget_metadata = {'engine1': models.one, 'engine2': models.two}",
            )],
        );
    }));
}

#[test]
fn a_file_of_a_project_in_pyproject_is_alembics() {
    same_file(template("pyproject", |project| {
        replace(
            project,
            "alembic.ini",
            &[("driver://user:pass@localhost/dbname", "sqlite:///one.db")],
        );
        replace(
            project,
            "scripts/env.py",
            &[(
                "target_metadata = None",
                "import models\ntarget_metadata = models.one",
            )],
        );
        assert!(fs::exists(project.file("pyproject.toml")).expect("a folder"));
    }));
}

#[test]
fn a_file_of_an_async_project_is_alembics() {
    same_file(template("async", |project| {
        replace(
            project,
            "alembic.ini",
            &[(
                "driver://user:pass@localhost/dbname",
                "sqlite+aiosqlite:///one.db",
            )],
        );
        replace(
            project,
            "scripts/env.py",
            &[(
                "target_metadata = None",
                "import models\ntarget_metadata = [models.two, models.one]",
            )],
        );
    }));
}

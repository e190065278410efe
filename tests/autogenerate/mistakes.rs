//! What goes wrong: models, databases and projects that cannot be compared.
//! Alembic's exit codes and messages, and never a half-written file.

use limbeck_testkit::{Oracle, Printed};

use crate::LIMBECK;
use crate::case::Database::{self, Postgresql, Sqlite};
use crate::project::{REVISION, Site};

/// Models with one table.
const ONE: &str = "\
import sqlalchemy as sa


def after(metadata):
    sa.Table(\"t\", metadata, sa.Column(\"id\", sa.Integer, primary_key=True))
";

/// What limbeck and Alembic print for the same command, and that neither
/// writes a file.
#[track_caller]
fn both(site: &Site, arguments: &[&str]) -> (Printed, Printed) {
    let ours = site.limbeck(arguments);
    assert!(site.written().is_empty(), "limbeck wrote a file\n{ours}");
    let alembic = Oracle::find().program("alembic");
    let theirs = site.project.run(alembic, arguments);
    site.take();
    assert!(!ours.stderr.contains("panicked"), "{ours}");
    (ours, theirs)
}

/// The same exit code, and the same `FAILED: …` on standard output.
#[track_caller]
fn same(site: &Site, arguments: &[&str]) {
    let (ours, theirs) = both(site, arguments);
    assert_ne!(theirs.code, Some(0), "{theirs}");
    assert_eq!(ours.code, theirs.code, "{ours}\n{theirs}");
    assert_eq!(ours.stdout, theirs.stdout, "{ours}\n{theirs}");
}

/// A traceback whose last line is Alembic's, and which names the line of the
/// models.
#[track_caller]
fn raises(models: &str, place: &str) {
    let (ours, theirs) = both(&Site::new(models, Sqlite), REVISION);
    let last = |printed: &Printed| -> String {
        let lines = printed.stderr.lines();
        let mut errors = lines.filter(|line| {
            let name = line.split(':').next().unwrap_or_default();
            name.ends_with("Error") && !name.contains(' ')
        });
        errors.next_back().unwrap_or_default().to_owned()
    };
    assert_eq!(theirs.code, Some(1), "{theirs}");
    assert_eq!(ours.code, Some(1), "{ours}");
    assert_ne!(last(&theirs), "", "{theirs}");
    assert_eq!(last(&ours), last(&theirs), "{ours}");
    assert!(ours.stderr.contains(place), "{ours}");
}

#[test]
fn models_that_raise_show_where() {
    raises(
        "def after(metadata):\n    {}['nothing']\n",
        "models.py\", line 2, in after",
    );
}

#[test]
fn a_table_that_is_defined_twice_is_an_error() {
    raises(
        &format!("{ONE}    sa.Table(\"t\", metadata, sa.Column(\"other\", sa.Integer))\n"),
        "models.py\", line 6, in after",
    );
}

#[test]
fn a_foreign_key_to_no_table_is_an_error() {
    raises(
        "import sqlalchemy as sa\n\n\ndef after(metadata):\n    sa.Table(\"t\", metadata, \
         sa.Column(\"a\", sa.Integer, sa.ForeignKey(\"missing.id\")))\n",
        "env.py",
    );
}

#[test]
fn sql_and_autogenerate_do_not_go_together() {
    let site = Site::new(ONE, Sqlite);
    same(&site, &["revision", "--autogenerate", "--sql"]);
}

#[test]
fn no_metadata_is_an_error() {
    let site = Site::new("def target():\n    return None\n", Sqlite);
    same(&site, REVISION);
    same(&site, &["check"]);
}

#[test]
fn a_database_behind_its_revisions_is_an_error() {
    let site = Site::new(ONE, Sqlite);
    site.limbeck(&["revision", "--rev-id", "f1"]).success();
    let file = |site: &Site| site.project.list("scripts/versions");
    let before = file(&site);
    for arguments in [REVISION, &["check"]] {
        let ours = site.limbeck(arguments).failure(255);
        let theirs = site
            .project
            .run(Oracle::find().program("alembic"), arguments)
            .failure(255);
        assert_eq!(ours.stdout, theirs.stdout);
        assert!(
            ours.stdout.contains("Target database is not up to date."),
            "{ours}"
        );
        assert_eq!(file(&site), before);
    }
}

/// Models without tables: nothing is wrong, but a hint says so.
#[test]
fn no_tables_in_the_models_get_a_hint() {
    let site = Site::new("def after(metadata):\n    pass\n", Sqlite);
    let ours = site.limbeck(&["check"]);
    assert_eq!(ours.code, Some(0), "{ours}");
    assert_eq!(ours.stdout, "No new upgrade operations detected.\n");
    assert!(ours.stderr.contains("no tables"), "{ours}");
}

/// Where Alembic wants to add the table again, the tables of the schemas that
/// the models name are found.
#[test]
fn models_of_another_schema_are_found_without_include_schemas() {
    let models = ONE.replace("primary_key=True)", "primary_key=True), schema=\"app\"");
    let site = Site::new(&models, Postgresql);
    let database = site.postgres().expect("PostgreSQL");
    database.psql("CREATE SCHEMA app; CREATE TABLE app.t (id serial PRIMARY KEY)");
    let (ours, theirs) = checked(&site);
    assert_eq!(ours.code, Some(0), "{ours}");
    assert_eq!(ours.stdout, "No new upgrade operations detected.\n");
    assert_eq!(theirs.code, Some(255), "{theirs}");
}

/// The catalogue can be read by everyone; what cannot is a schema without
/// USAGE, whose tables are seen nevertheless.
#[test]
fn a_schema_without_rights_is_compared_or_refused_clearly() {
    let models = format!("{ONE}\n\nOPTIONS = {{\"include_schemas\": True}}\n");
    let site = Site::new(&models, Postgresql);
    let database = site.postgres().expect("PostgreSQL");
    let role = format!("weak_{}", database.name());
    database.psql(&format!(
        "CREATE TABLE t (id serial PRIMARY KEY); CREATE SCHEMA closed; \
         CREATE TABLE closed.x (id integer PRIMARY KEY CHECK (id > 0)); \
         CREATE ROLE {role} LOGIN PASSWORD 'weak'; GRANT ALL ON SCHEMA public TO {role}; \
         GRANT ALL ON t TO {role}; REVOKE ALL ON SCHEMA closed FROM public"
    ));
    let ini = site.project.read("alembic.ini");
    site.project.write(
        "alembic.ini",
        &ini.replace("postgres:secret", &format!("{role}:weak")),
    );
    let (ours, theirs) = checked(&site);
    database.psql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    assert_eq!(ours.code, theirs.code, "{ours}\n{theirs}");
}

/// A catalogue that the role may not read.
#[test]
fn a_catalogue_without_rights_is_an_error() {
    let site = Site::new(ONE, Postgresql);
    let database = site.postgres().expect("PostgreSQL");
    let role = format!("blind_{}", database.name());
    database.psql(&format!(
        "CREATE TABLE t (id serial PRIMARY KEY); CREATE ROLE {role} LOGIN PASSWORD 'weak'; \
         GRANT ALL ON SCHEMA public TO {role}; \
         REVOKE SELECT ON pg_catalog.pg_constraint FROM PUBLIC"
    ));
    let ini = site.project.read("alembic.ini");
    site.project.write(
        "alembic.ini",
        &ini.replace("postgres:secret", &format!("{role}:weak")),
    );
    let (ours, theirs) = both(&site, REVISION);
    database.psql(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    assert_eq!((ours.code, theirs.code), (Some(1), Some(1)), "{ours}");
    let told = "sqlalchemy.exc.ProgrammingError: (psycopg.errors.InsufficientPrivilege) \
                permission denied for table pg_constraint";
    assert!(theirs.stderr.contains(told), "{theirs}");
    assert!(ours.stderr.contains(told), "{ours}");
}

/// A column of a type that neither knows: a warning, and no change.
#[test]
fn a_type_that_nobody_knows_is_a_warning() {
    let site = Site::new(
        &ONE.replace(
            "primary_key=True)",
            "primary_key=True), sa.Column(\"x\", Odd(), nullable=True)",
        )
        .replace(
            "import sqlalchemy as sa\n",
            "import sqlalchemy as sa\nfrom sqlalchemy.types import UserDefinedType\n\n\n\
             class Odd(UserDefinedType):\n    cache_ok = True\n\n    \
             def get_col_spec(self, **kw):\n        return \"odd\"\n",
        ),
        Postgresql,
    );
    let database = site.postgres().expect("PostgreSQL");
    database.psql(
        "CREATE TYPE odd AS (a integer, b text); CREATE TABLE t (id serial PRIMARY KEY, x odd)",
    );
    let (ours, theirs) = checked(&site);
    let told = "Did not recognize type 'odd' of column 'x'";
    assert!(theirs.stderr.contains(told), "{theirs}");
    assert!(ours.stderr.contains(told), "{ours}");
    assert_eq!((ours.code, ours.stdout), (theirs.code, theirs.stdout));
}

/// Models with a type that is no type.
#[test]
fn a_type_that_is_none_is_an_error() {
    raises(
        "import sqlalchemy as sa\n\n\ndef after(metadata):\n    \
         sa.Table(\"t\", metadata, sa.Column(\"a\", 7))\n",
        "models.py\", line 5, in after",
    );
}

/// Models that cannot even be compiled.
#[test]
fn models_with_a_wrong_line_show_it() {
    raises(
        "import sqlalchemy as sa\n\n\ndef after(metadata):\n    return (\n",
        "models.py",
    );
}

/// Both programs' answers to `check`.
fn checked(site: &Site) -> (Printed, Printed) {
    let ours = site.project.run(LIMBECK, &["check"]);
    let alembic = Oracle::find().program("alembic");
    (ours, site.project.run(alembic, &["check"]))
}

/// The server ends the connection while env.py's filter runs.
#[test]
fn a_lost_connection_leaves_no_file() {
    let models = format!(
        "{ONE}

def lose(name, type_, parents):
    from alembic import context
    import sqlalchemy as sa

    here = context.get_bind()
    own = here.execute(sa.text(\"SELECT pg_backend_pid()\")).scalar()
    other = sa.create_engine(here.engine.url)
    with other.connect() as connection:
        connection.execute(sa.text(f\"SELECT pg_terminate_backend({{own}})\"))
    return True


OPTIONS = {{\"include_name\": lose}}
"
    );
    let site = Site::new(&models, Database::Postgresql);
    let printed = site.limbeck(REVISION);
    assert_eq!(printed.code, Some(1), "{printed}");
    assert!(!printed.stderr.contains("panicked"), "{printed}");
    let told = "sqlalchemy.exc.OperationalError: (psycopg.errors.AdminShutdown) \
                terminating connection due to administrator command";
    assert!(printed.stderr.contains(told), "{printed}");
    assert!(site.written().is_empty(), "{:?}", site.written());
}

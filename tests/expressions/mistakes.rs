//! Scripts that read and write rows and go wrong: what is told, and what is
//! left in the database.

use limbeck_testkit::{Printed, Project, postgres};

use crate::LIMBECK;

/// A project whose one script has that `upgrade()`, after those imports.
fn project(url: &str, imports: &str, body: &str) -> Project {
    let project = Project::new();
    project.run(LIMBECK, &["init", "scripts"]).success();
    let ini = project.read("alembic.ini");
    let stock = "sqlalchemy.url = driver://user:pass@localhost/dbname";
    assert!(ini.contains(stock), "{ini}");
    project.write(
        "alembic.ini",
        &ini.replace(stock, &format!("sqlalchemy.url = {url}")),
    );
    let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
    project.write(
        "scripts/versions/r1.py",
        &format!(
            "from alembic import op\nimport sqlalchemy as sa\n{imports}\n\nrevision = 'r1'\n\
             down_revision = None\n\n\ndef upgrade():\n{body}\n\ndef downgrade():\n    pass\n"
        ),
    );
    project
}

#[track_caller]
fn has(printed: &Printed, parts: &[&str]) {
    let all = format!("{}{}", printed.stdout, printed.stderr);
    for part in parts {
        assert!(all.contains(part), "{part:?} is not in {printed}");
    }
}

/// A table with rows of which the second is refused when it is changed.
const ACCOUNTS: &str = "CREATE TABLE account (id integer PRIMARY KEY, name text, \
                        owner text CHECK (owner <> 'NOBODY')); \
                        INSERT INTO account VALUES (1, 'ann', NULL), (2, 'nobody', NULL)";

#[test]
fn a_data_migration_that_fails_half_way_leaves_nothing_and_tells_the_statement() {
    let database = postgres::database();
    database.psql(ACCOUNTS);
    let body = "bind = op.get_bind()\n\
                account = sa.table('account', sa.column('id', sa.Integer), \
                sa.column('name', sa.String), sa.column('owner', sa.String))\n\
                op.add_column('account', sa.Column('seen', sa.Boolean))\n\
                for row in bind.execute(sa.select(account).order_by(account.c.id)):\n    \
                bind.execute(account.update().where(account.c.id == row.id)\n        \
                .values(owner=row.name.upper()))";
    let project = project(&database.url_for("psycopg"), "", body);
    let printed = project.run(LIMBECK, &["upgrade", "head"]).failure(1);
    has(
        &printed,
        &[
            "scripts/versions/r1.py\", line 14, in upgrade\n    bind.execute(",
            "IntegrityError: (psycopg.errors.CheckViolation) new row for relation \"account\"",
            "[SQL: UPDATE account SET owner=%(owner)s::VARCHAR WHERE account.id = \
             %(id_1)s::INTEGER]",
            "[parameters: {'owner': 'NOBODY', 'id_1': 2}]",
            "revision: r1 (upgrade) failed, in ",
            "r1.py, line 14",
        ],
    );
    let rows = database.psql("SELECT count(owner) FROM account");
    assert_eq!(rows, "0\n");
    let columns = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'seen'";
    assert_eq!(database.psql(columns), "0\n");
}

#[test]
fn a_statement_of_an_operation_is_told_with_its_parameters() {
    let check = |url: &str, parts: &[&str]| {
        let body = "op.create_table('t', sa.Column('a', sa.Integer, sa.CheckConstraint('a < 5')))\n\
                    t = sa.table('t', sa.column('a', sa.Integer))\n\
                    op.execute(t.insert().values(a=3))\n\
                    op.execute(t.update().where(t.c.a.in_([3, 4])).values(a=7))";
        let project = project(url, "", body);
        let printed = project.run(LIMBECK, &["upgrade", "head"]).failure(1);
        has(&printed, parts);
        has(&printed, &["r1.py, line 13"]);
    };
    check(
        "sqlite:///test.db",
        &[
            "[SQL: UPDATE t SET a=? WHERE t.a IN (?, ?)]",
            "[parameters: (7, 3, 4)]",
        ],
    );
    check(
        &postgres::database().url_for("psycopg2"),
        &[
            "[SQL: UPDATE t SET a=%(a)s WHERE t.a IN (%(a_1_1)s, %(a_1_2)s)]",
            "[parameters: {'a': 7, 'a_1_1': 3, 'a_1_2': 4}]",
        ],
    );
}

#[test]
fn a_row_that_is_not_there_gives_pythons_own_error() {
    let check = |body: &str, error: &str| {
        let project = project("sqlite:///test.db", "", body);
        let printed = project.run(LIMBECK, &["upgrade", "head"]).failure(1);
        has(&printed, &[error, "r1.py, line 10"]);
        // A hint about offline runs would mislead.
        assert!(!printed.stderr.contains("--sql"), "{printed}");
    };
    let none = "op.get_bind().execute(sa.text('SELECT 1 AS id WHERE 1 = 0')).first()";
    check(
        &format!("{none}.id"),
        "AttributeError: 'NoneType' object has no attribute 'id'",
    );
    check(
        &format!("{none}[0]"),
        "TypeError: 'NoneType' object is not subscriptable",
    );
    check(
        &none.replace(".first()", ".one()"),
        "NoResultFound: No row was found when one was required",
    );
}

#[test]
fn an_offline_run_of_a_script_that_reads_rows_says_that_there_are_none() {
    let project = project(
        "postgresql://nobody@localhost/nothing",
        "",
        "op.execute('SELECT 1')\nop.get_bind().execute(sa.text('SELECT 2')).fetchall()",
    );
    let printed = project
        .run(LIMBECK, &["upgrade", "head", "--sql"])
        .failure(1);
    has(
        &printed,
        &[
            "SELECT 2;",
            "AttributeError: 'NoneType' object has no attribute 'fetchall'",
            "r1.py, line 11",
            "hint: offline (--sql) nothing is executed, and so there are no rows to read",
        ],
    );
}

#[test]
fn an_import_that_cannot_load_stops_nobody_who_does_not_use_it() {
    // A module of native code, as an installed package may have one.
    let imports = "import broken\nfrom broken import thing\nfrom broken.part import Other as other";
    let native = |project: &Project| {
        project.write(
            "broken/__init__.py",
            "from broken import _native\n\n\ndef thing(x):\n    return _native.run(x)\n",
        );
        project.write("broken/part.py", "Other = 1\n");
        project.write("broken/_native.cpython-311-x86_64-linux-gnu.so", "");
    };
    let good = project("sqlite:///test.db", imports, "op.execute('SELECT 1')");
    native(&good);
    good.run(LIMBECK, &["upgrade", "head"]).success();
    let bad = project("sqlite:///test.db", imports, "thing('x')");
    native(&bad);
    let printed = bad.run(LIMBECK, &["upgrade", "head"]).failure(1);
    has(
        &printed,
        &[
            "broken",
            "could not load",
            "_native",
            "r1.py\", line 12, in upgrade",
        ],
    );
}

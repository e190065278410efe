//! A project on a SQLite file, and what is printed for it.

use limbeck_runtime::command::{self, NewRevision, RevisionArguments};

use crate::project::{ENV, Project, ini};

fn two_revisions() -> Project {
    let project = Project::new();
    project
        .revision(
            "aaa",
            None,
            "t = op.create_table('users',\n    sa.Column('id', sa.Integer(), primary_key=True),\n    \
             sa.Column('name', sa.String(50), nullable=False),\n)\nop.bulk_insert(t, [{'id': 1, 'name': 'x'}])",
            "op.drop_table('users')",
        )
        .revision(
            "bbb",
            Some("aaa"),
            "op.add_column('users', sa.Column('age', sa.Integer()))\n\
             op.create_index(op.f('ix'), 'users', ['age'], unique=True)\n\
             op.execute(\"INSERT INTO users (name, age) VALUES ('ada', 36)\")\n\
             with op.get_context().autocommit_block():\n    op.execute('VACUUM')",
            "op.execute('DELETE FROM users')\nop.drop_index('ix', 'users')\nop.drop_column('users', 'age')",
        );
    project
}

#[test]
fn upgrade_and_downgrade_run_the_scripts() {
    let project = two_revisions();
    let upgraded = project.upgrade("head");
    let stderr = upgraded.stderr.clone();
    assert_eq!(upgraded.success(), "");
    assert_eq!(
        stderr,
        "INFO  [alembic.runtime.migration] Context impl SQLiteImpl.\n\
         INFO  [alembic.runtime.migration] Will assume non-transactional DDL.\n\
         INFO  [alembic.runtime.migration] Running upgrade  -> aaa, message of aaa\n\
         INFO  [alembic.runtime.migration] Running upgrade aaa -> bbb, message of bbb\n"
    );
    assert_eq!(
        project.query("SELECT name, age FROM users"),
        "x|Null\nada|Integer(36)\n"
    );
    assert_eq!(
        project.query("SELECT version_num FROM alembic_version"),
        "bbb\n"
    );
    assert_eq!(project.current().success(), "bbb (head)\n");
    project.downgrade("base").success();
    assert_eq!(
        project.query("SELECT name FROM sqlite_master WHERE type = 'table'"),
        "alembic_version\n"
    );
}

/// What Alembic prints for both dialects, where they differ.
fn printed(begin: &str, id: &str, returning: &str, commit: &str, end: &str) -> String {
    format!(
        "{begin}CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> aaa

CREATE TABLE users (
    id {id} NOT NULL, 
    name VARCHAR(50) NOT NULL, 
    PRIMARY KEY (id)
);

INSERT INTO users (id, name) VALUES (1, 'x');

INSERT INTO alembic_version (version_num) VALUES ('aaa') RETURNING {returning};

-- Running upgrade aaa -> bbb

ALTER TABLE users ADD COLUMN age INTEGER;

CREATE UNIQUE INDEX ix ON users (age);

INSERT INTO users (name, age) VALUES ('ada', 36);

{commit}VACUUM;

{begin}UPDATE alembic_version SET version_num='bbb' WHERE alembic_version.version_num = 'aaa';

{end}"
    )
}

#[test]
fn offline_the_same_sql_is_printed_as_by_alembic() {
    let project = two_revisions();
    assert_eq!(
        project.upgrade_sql("head").success(),
        printed("", "INTEGER", "version_num", "", "")
    );
    project.write(
        "alembic.ini",
        &ini().replace("sqlite:///%(here)s/test.db", "postgresql://u:p@h/d"),
    );
    assert_eq!(
        project.upgrade_sql("head").success(),
        printed(
            "BEGIN;\n\n",
            "SERIAL",
            "alembic_version.version_num",
            "COMMIT;\n\n",
            "COMMIT;\n\n"
        )
    );
}

#[test]
fn output_goes_to_the_buffer_that_env_py_gives() {
    let project = two_revisions();
    project.write(
        "migrations/env.py",
        &ENV.replace(
            "        literal_binds=True,",
            "        literal_binds=True,\n        output_buffer=open(config.get_main_option('here') + '/out.sql', 'w'),",
        ),
    );
    assert_eq!(project.upgrade_sql("aaa").success(), "");
    let text = std::fs::read_to_string(project.path("out.sql")).unwrap();
    assert!(
        text.starts_with("CREATE TABLE alembic_version (\n"),
        "{text}"
    );
}

#[test]
fn several_databases_each_get_their_own_functions() {
    let project = Project::new();
    project.write(
        "migrations/env.py",
        "from sqlalchemy import create_engine\nfrom alembic import context\n\
         here = context.config.get_main_option('here')\n\
         for name in ('one', 'two'):\n    engine = create_engine('sqlite:///%s/%s.db' % (here, name))\n    \
         with engine.connect() as connection:\n        context.configure(connection=connection, upgrade_token='%s_upgrades' % name, downgrade_token='%s_downgrades' % name)\n        \
         with context.begin_transaction():\n            context.run_migrations(engine_name=name)\n",
    );
    project.write(
        "migrations/versions/aaa_.py",
        "from alembic import op\nrevision = 'aaa'\ndown_revision = None\n\
         def upgrade(engine_name):\n    globals()['upgrade_%s' % engine_name]()\n\
         def upgrade_one():\n    op.execute('CREATE TABLE a (x TEXT)')\n\
         def upgrade_two():\n    op.execute('CREATE TABLE b (x TEXT)')\n",
    );
    project.upgrade("head").success();
    for (file, table) in [("one.db", "a"), ("two.db", "b")] {
        let connection = rusqlite::Connection::open(project.path(file)).unwrap();
        let found: String = connection
            .query_row(
                "SELECT group_concat(name) FROM sqlite_master WHERE type = 'table'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(found, format!("alembic_version,{table}"));
    }
}

#[test]
fn hooks_see_and_change_a_new_revision() {
    let project = Project::new();
    project.write(
        "alembic.ini",
        &ini().replace(
            "path_separator",
            "revision_environment = true\npath_separator",
        ),
    );
    project.revision("aaa", None, "pass", "pass");
    project.write(
        "migrations/script.py.mako",
        "\"\"\"${message}\"\"\"\nrevision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n\
         depends_on = ${repr(depends_on)}\n${imports}\n# ${extra}\ndef upgrade():\n    ${upgrades if upgrades else 'pass'}\n\
         def downgrade():\n    ${downgrades if downgrades else 'pass'}\n",
    );
    project.write(
        "migrations/env.py",
        &ENV.replace(
            "target_metadata = None\n",
            "target_metadata = None\nfrom alembic.autogenerate.rewriter import Rewriter\nfrom alembic.operations import ops\n\
             def hook(context, revision, directives):\n    script = directives[0]\n    \
             print(revision, script.rev_id, script.message, script.head, script.splice, script.branch_label, script.depends_on, script.version_path, script.upgrade_ops.ops)\n    \
             script.upgrade_ops.ops.append(ops.ExecuteSQLOp('SELECT 1'))\n    \
             script.message = script.message.upper()\n    script.imports.add('import os')\n",
        )
        .replace(
            "connection=connection,",
            "connection=connection, process_revision_directives=hook, template_args={'extra': [1, 2]},",
        ),
    );
    let made = project.run(|session| {
        let new = NewRevision {
            rev_id: Some("bbb".into()),
            message: Some("hello there".into()),
            depends_on: vec!["aaa".into()],
            ..NewRevision::default()
        };
        command::revision(
            session,
            RevisionArguments {
                new,
                ..Default::default()
            },
        )
        .map(drop)
    });
    let stdout = made.success();
    assert!(
        stdout.starts_with("() bbb hello there None False None ['aaa'] None []\n"),
        "{stdout}"
    );
    assert_eq!(
        std::fs::read_to_string(project.path("migrations/versions/bbb_hello_there.py")).unwrap(),
        "\"\"\"HELLO THERE\"\"\"\nrevision = 'bbb'\ndown_revision = 'aaa'\ndepends_on = 'aaa'\nimport os\n# [1, 2]\n\
         def upgrade():\n    # ### commands auto generated by Alembic - please adjust! ###\n    op.execute('SELECT 1')\n    \
         # ### end Alembic commands ###\ndef downgrade():\n    # ### commands auto generated by Alembic - please adjust! ###\n    \
         pass\n    # ### end Alembic commands ###\n"
    );
}

#[test]
fn a_revision_that_is_not_literal_is_run_for_it() {
    let project = Project::new();
    project.write(
        "migrations/versions/aaa_.py",
        "\"\"\"computed\"\"\"\nrevision = ''.join(['a', 'b'])\ndown_revision = None\ndef upgrade():\n    pass\n",
    );
    let listed = project.run(|session| command::history(session, None, false, false));
    assert_eq!(listed.success(), "<base> -> ab (head), computed\n");
}

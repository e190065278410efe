"""Runs that a program plans itself, on PostgreSQL: they commit, they fail, they
compare schemas."""

import os

from alembic import context
from alembic.autogenerate import comparators, compare_metadata, produce_migrations, render_python_code
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import MigrateOperation, Operations
from alembic.autogenerate import renderers
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

url = os.environ["DATABASE_URL"]
engine = sa.create_engine(url)
config = Config("alembic.ini")
config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
with open("migrations/versions/c3_wrong.py", "w") as file:
    file.write(
        '''"""wrong"""
from alembic import op

revision = "c3"
down_revision = "b2"


def upgrade():
    op.execute("INSERT INTO account (id, name) VALUES (1, 'x')")
    op.execute("SELECT * FROM absent")


def downgrade():
    pass
'''
    )
script = ScriptDirectory.from_config(config)


def state():
    with engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
        return heads, sorted(sa.inspect(connection).get_table_names())


def run(destination, **options):
    def plan(rev, migration):
        print("from", rev, "to", destination, migration.dialect.name, migration.as_sql)
        return script._upgrade_revs(destination, rev)

    with EnvironmentContext(config, script, fn=plan, **options):
        try:
            script.run_env()
        except sa.exc.ProgrammingError as error:
            print(type(error).__name__, error.statement)
    print(state())


run("a1")
run("c3")
run("b2")
with engine.connect() as connection:
    migration = MigrationContext.configure(connection)
    print(migration.impl.transactional_ddl, type(migration.impl).__name__)
    with migration.begin_transaction():
        operations = Operations(migration)
        operations.execute("INSERT INTO account (id, name) VALUES (7, 'kept')")
        with migration.autocommit_block():
            operations.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')")
            operations.execute("ALTER TYPE mood ADD VALUE 'happy'")
        operations.create_index("ix_mail", "account", ["mail"])
    try:
        with migration.begin_transaction():
            operations.execute("DELETE FROM account")
            raise KeyError("stop")
    except KeyError:
        pass
    print(connection.execute(sa.text("SELECT id, name FROM account")).all())
    print(connection.execute(sa.text("SELECT enum_range(NULL::mood)::text")).scalar())
    connection.execute(sa.text("CREATE SCHEMA other"))
    connection.execute(sa.text("CREATE TABLE other.words (id INTEGER PRIMARY KEY, word TEXT)"))
    connection.commit()


class NoteOp(MigrateOperation):
    def __init__(self, words):
        self.words = words

    def reverse(self):
        return self

    def to_diff_tuple(self):
        return ("note", self.words)


@renderers.dispatch_for(NoteOp)
def render_note(autogen_context, op):
    return "op.note(%r)" % op.words


@comparators.dispatch_for("table", qualifier="postgresql")
def compare_table(autogen_context, modify_ops, schema, tname, conn_table, metadata_table):
    modify_ops.ops.append(NoteOp("%s.%s %s %s" % (schema, tname, conn_table is not None, metadata_table is not None)))


@comparators.dispatch_for("schema", qualifier="sqlite")
def never(autogen_context, upgrade_ops, schemas):
    raise AssertionError


metadata = sa.MetaData()
sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(50), nullable=False),
    sa.Column("mail", sa.String(100), index=False),
    sa.Index("ix_mail", "mail"),
)
sa.Table(
    "words", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("word", sa.String(9)), schema="other"
)
sa.Table("fresh", metadata, sa.Column("id", sa.Integer, primary_key=True), schema="other")
with engine.connect() as connection:
    migration = MigrationContext.configure(connection, opts={"include_schemas": True})
    script_ops = produce_migrations(migration, metadata)
    print(render_python_code(script_ops.upgrade_ops))
    print(render_python_code(script_ops.downgrade_ops))

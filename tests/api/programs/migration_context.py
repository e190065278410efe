"""`MigrationContext` outside of env.py."""

import io

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from alembic.util import CommandError
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

engine = sa.create_engine("sqlite:///app.db")
script = ScriptDirectory.from_config(Config("alembic.ini"))
with engine.connect() as connection:
    context = MigrationContext.configure(connection)
    print(context.get_current_revision(), context.get_current_heads())
    print(context.as_sql, context.bind is connection, context.connection is connection, context.config)
    print(context.dialect is connection.dialect, context.dialect.name, type(context.impl).__name__)
    print(context.opts, context.environment_context, context.script)
    context.stamp(script, "a1")
    print(context.get_current_revision())
    connection.rollback()
with engine.begin() as connection:
    context = MigrationContext.configure(connection=connection)
    context.stamp(script, "b2")
    print(context.get_current_heads())
with engine.connect() as connection:
    context = MigrationContext.configure(connection, opts={"version_table": "other", "mine": 1})
    print(context.get_current_revision(), context.opts["mine"], context.version_table)
    connection.rollback()
    with context.autocommit_block():
        context.execute("CREATE TABLE x (id INTEGER)")
        context.execute("INSERT INTO x VALUES (1)")
    print(connection.in_transaction())
    context.execute(sa.text("INSERT INTO x VALUES (2)"), execution_options=None)
    print(connection.in_transaction())
    try:
        with context.autocommit_block():
            pass
    except AssertionError as error:
        print("AssertionError", error)
    connection.commit()
with engine.connect() as connection:
    print(connection.execute(sa.text("SELECT id FROM x ORDER BY id")).scalars().all())
    context = MigrationContext.configure(connection)
    print(context.get_current_revision())
    with context.begin_transaction() as transaction:
        print(type(transaction).__name__)
        context.execute("DELETE FROM x")
    connection.execute(sa.text("INSERT INTO alembic_version VALUES ('c3')"))
    try:
        context.get_current_revision()
    except CommandError as error:
        print("CommandError:", error)

for kw in (
    dict(url="postgresql+psycopg2://scott:tiger@localhost/test"),
    dict(dialect_name="postgresql"),
    dict(dialect=postgresql.dialect()),
    dict(dialect_name="sqlite"),
    dict(dialect_name="mysql"),
    dict(dialect_name="mariadb"),
    dict(url="sqlite://", opts={"transactional_ddl": True}),
):
    kw.setdefault("opts", {})
    kw["opts"].update(as_sql=True, output_buffer=io.StringIO(), literal_binds=True)
    context = MigrationContext.configure(**kw)
    context.execute(sa.text("SELECT :x").bindparams(x="it's"))
    with context.begin_transaction():
        context.impl.static_output("-- text")
        with context.autocommit_block():
            context.execute("VACUUM")
    table = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))
    context.execute(table.insert().values(a=5, b="back\\slash"))
    context.execute(table.update().where(table.c.a == 1).values(b=None))
    print("==", context.dialect.name, context.as_sql, context.impl.transactional_ddl)
    print(kw["opts"]["output_buffer"].getvalue())
    print(context.get_current_heads())

for wrong in (
    lambda: MigrationContext.configure(),
    lambda: MigrationContext.configure(engine),
    lambda: MigrationContext.configure(dialect_name="absent"),
    lambda: MigrationContext.configure(dialect_name="sqlite", opts={"literal_binds": True}),
    lambda: MigrationContext.configure(nothing=1),
):
    try:
        wrong()
        print("no error")
    except Exception as error:
        print(type(error).__name__, str(error)[:100])

context = MigrationContext.configure(
    dialect_name="sqlite",
    opts={
        "fn": lambda rev, given: print(rev, given is context) or script._upgrade_revs("b2", rev),
        "script": script,
        "as_sql": True,
        "output_buffer": io.StringIO(),
        "starting_rev": "a1",
        "on_version_apply": (lambda **kw: print(sorted(kw), kw["step"].up_revision_id),),
    },
)
with Operations.context(context):
    context.run_migrations()
print(context.opts["output_buffer"].getvalue())
with engine.connect() as connection:
    connection.execute(sa.text("DELETE FROM alembic_version"))
    connection.commit()
    context = MigrationContext.configure(
        connection, opts={"fn": lambda rev, given: script._upgrade_revs("b2", rev), "script": script}
    )
    with Operations.context(context), context.begin_transaction():
        context.run_migrations()
    print(context.get_current_heads(), sorted(sa.inspect(connection).get_table_names()))

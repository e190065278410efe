"""`compare_metadata`, `produce_migrations`, `render_python_code`."""

from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.autogenerate import RevisionContext, comparators, render_op_text, renderers, Rewriter
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from alembic.util import CommandError
import sqlalchemy as sa

engine = sa.create_engine("sqlite:///app.db")
with engine.begin() as connection:
    for statement in (
        "CREATE TABLE account (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(50), old INTEGER)",
        "CREATE TABLE gone (id INTEGER NOT NULL PRIMARY KEY)",
        "CREATE INDEX ix_old ON account (old)",
    ):
        connection.execute(sa.text(statement))

metadata = sa.MetaData()
account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String(60), nullable=False),
    sa.Column("mail", sa.String(100)),
    sa.Index("ix_mail", "mail"),
)
sa.Table("fresh", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("account_id", sa.ForeignKey("account.id")))


def show(value):
    if isinstance(value, (list, tuple)):
        return "(%s)" % ", ".join(show(item) for item in value)
    if isinstance(value, dict):
        return "{%s}" % ", ".join("%s: %s" % (k, show(v)) for k, v in sorted(value.items()))
    if isinstance(value, (sa.Table, sa.Column, sa.Index)):
        return "%s %s" % (type(value).__name__, value.name)
    return repr(value)


with engine.connect() as connection:
    context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
    for diff in compare_metadata(context, metadata):
        print(show(diff))
    script = produce_migrations(context, metadata)
    print(type(script).__name__, script.rev_id, [type(o).__name__ for o in script.upgrade_ops.ops])
    print([type(o).__name__ for o in script.downgrade_ops.ops])
    print(render_python_code(script.upgrade_ops))
    print(render_python_code(script.downgrade_ops, alembic_module_prefix="", sqlalchemy_module_prefix="sqlalchemy."))
    print(render_python_code(script.upgrade_ops, render_as_batch=True, migration_context=context))
    print(
        render_python_code(
            script.upgrade_ops,
            render_item=lambda kind, obj, ctx: "TYPE" if kind == "type" and isinstance(obj, sa.String) else False,
        )
    )
    filtered = MigrationContext.configure(
        connection,
        opts={
            "include_name": lambda name, kind, parents: name != "gone",
            "include_object": lambda obj, name, kind, reflected, compared: kind != "index",
            "compare_type": False,
        },
    )
    print([show(d) for d in compare_metadata(filtered, metadata)])
with engine.begin() as connection:
    context = MigrationContext.configure(connection)
    operations = Operations(context)
    wanted = produce_migrations(context, metadata)
    stack = [wanted.upgrade_ops]
    while stack:
        element = stack.pop(0)
        if isinstance(element, ops.ModifyTableOps) and element.ops:
            with operations.batch_alter_table(element.table_name, schema=element.schema) as batch:
                for each in element.ops:
                    batch.invoke(each)
        elif hasattr(element, "ops"):
            stack.extend(element.ops)
        else:
            operations.invoke(element)
with engine.connect() as connection:
    print(compare_metadata(MigrationContext.configure(connection), metadata))
    print(sorted(sa.inspect(connection).get_table_names()))

try:
    context = MigrationContext.configure(dialect_name="sqlite", opts={"as_sql": True})
    compare_metadata(context, metadata)
except CommandError as error:
    print("CommandError:", error)

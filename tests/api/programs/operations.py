"""`Operations` for a connection, the proxy, objects that are invoked."""

from alembic import op
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
import sqlalchemy as sa

engine = sa.create_engine("sqlite:///app.db")
try:
    op.create_table("x")
except NameError as error:
    print("NameError:", error)
with engine.begin() as connection:
    context = MigrationContext.configure(connection)
    operations = Operations(context)
    print(operations.get_context() is context, operations.get_bind() is connection)
    print(operations.impl is context.impl, operations.migration_context is context)
    operations.create_table("one", sa.Column("id", sa.Integer, primary_key=True))
    with Operations.context(context) as inner:
        print(type(inner).__name__, op.get_context() is context, op.get_bind() is connection)
        table = op.create_table("two", sa.Column("id", sa.Integer), sa.Column("name", sa.String(20)))
        op.bulk_insert(table, [{"id": 1, "name": "a"}, {"id": 2, "name": "b"}])
        print(op.f("name"), type(op.f("name")).__name__)
        print(connection.execute(sa.select(table.c.name).order_by(table.c.id)).scalars().all())
    made = operations.invoke(ops.CreateTableOp("three", [sa.Column("id", sa.Integer, primary_key=True)]))
    print(type(made).__name__, made.name)
    for operation in (
        ops.AddColumnOp("three", sa.Column("x", sa.String(10))),
        ops.AddColumnOp.from_column_and_tablename(None, "three", sa.Column("y", sa.Integer)),
        ops.CreateIndexOp("ix_x", "three", ["x"]),
        ops.BulkInsertOp(made, [{"id": 1}]),
        ops.ExecuteSQLOp("UPDATE three SET id = 5"),
        ops.RenameTableOp("one", "uno"),
        ops.DropIndexOp("ix_x", "three"),
        ops.DropColumnOp("three", "y"),
    ):
        print(type(operation).__name__, operations.invoke(operation))
    print(sa.inspect(connection).get_table_names())
    print([c["name"] for c in sa.inspect(connection).get_columns("three")])
    print(connection.execute(sa.text("SELECT id FROM three")).all())
    with operations.batch_alter_table("three") as batch_op:
        batch_op.alter_column("x", new_column_name="z")
        batch_op.create_unique_constraint("uq", ["z"])
    print([c["name"] for c in sa.inspect(connection).get_columns("three")])
    operations.invoke(ops.DropTableOp("three"))
    schema = operations.schema_obj
    print(type(schema).__name__, schema.table("t", sa.Column("x", sa.Integer)).c.keys())
    print(operations.inline_literal("x").value)

for wrong in (
    lambda: Operations(context).invoke(object()),
    lambda: Operations(context).invoke(ops.MigrateOperation()),
):
    try:
        wrong()
    except ValueError as error:
        print("ValueError:", str(error)[:33])

"""`register_operation`, `implementation_for` and replaced implementations."""

from alembic import op
from alembic.migration import MigrationContext
from alembic.operations import BatchOperations, MigrateOperation, Operations, ops
from alembic.operations import toimpl
import sqlalchemy as sa


@Operations.register_operation("create_sequence_row")
@BatchOperations.register_operation("create_sequence_row", "batch_create")
class CreateRowOp(MigrateOperation):
    """Makes a row."""

    def __init__(self, name, *, value=1):
        self.name = name
        self.value = value

    @classmethod
    def create_sequence_row(cls, operations, name, *, value=1):
        """Writes a row for a name."""
        return operations.invoke(cls(name, value=value))

    @classmethod
    def batch_create(cls, operations, name):
        return operations.invoke(cls(operations.impl.table_name + name))

    def reverse(self):
        return DropRowOp(self.name)


@Operations.register_operation("drop_row")
class DropRowOp(MigrateOperation):
    def __init__(self, name):
        self.name = name

    @classmethod
    def drop_row(cls, operations, name):
        return operations.invoke(cls(name))

    def reverse(self):
        return CreateRowOp(self.name)


@Operations.implementation_for(CreateRowOp)
def create_row(operations, operation):
    operations.execute(
        sa.text("INSERT INTO rows (name, value) VALUES (:n, :v)").bindparams(n=operation.name, v=operation.value)
    )
    return operation.value * 2


@Operations.implementation_for(DropRowOp)
def drop_row(operations, operation):
    operations.execute("DELETE FROM rows WHERE name = '%s'" % operation.name)


print(op.create_sequence_row.__doc__, op.drop_row.__name__)
try:
    Operations.implementation_for(CreateRowOp)(drop_row)
except ValueError as error:
    print("ValueError:", str(error).replace("__main__", "program")[:70])

seen = []


@Operations.implementation_for(ops.CreateTableOp, replace=True)
def create_table(operations, operation):
    seen.append(operation.table_name)
    return toimpl.create_table(operations, operation)


@Operations.implementation_for(ops.AddColumnOp, replace=True)
def add_column(operations, operation):
    operation.column.comment = None
    seen.append((operation.table_name, operation.column.name))
    toimpl.add_column(operations, operation)


engine = sa.create_engine("sqlite:///app.db")
with engine.begin() as connection:
    context = MigrationContext.configure(connection)
    with Operations.context(context):
        op.create_table("rows", sa.Column("name", sa.String(20)), sa.Column("value", sa.Integer))
        op.add_column("rows", sa.Column("more", sa.Integer, server_default="3"))
        print(op.create_sequence_row("one", value=21))
        print(op.invoke(CreateRowOp("two")))
        op.create_sequence_row("three")
        op.invoke(CreateRowOp("two").reverse())
        with op.batch_alter_table("rows") as batch_op:
            batch_op.create_sequence_row("x")
        print(connection.execute(sa.text("SELECT name, value, more FROM rows ORDER BY name")).all())
        try:
            op.create_sequence_row("a", "b")
        except TypeError as error:
            print("TypeError:", error)
        try:
            op.create_sequence_row()
        except TypeError as error:
            print("TypeError:", error)
print(seen)
print(type(CreateRowOp("q").reverse().reverse()).__name__)

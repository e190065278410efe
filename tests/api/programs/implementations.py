"""Implementations of the program's own: subclasses of `DefaultImpl`."""

import io

from alembic.ddl.impl import DefaultImpl
from alembic.ddl.postgresql import PostgresqlImpl
from alembic.ddl.sqlite import SQLiteImpl
from alembic.migration import MigrationContext
from alembic.operations import Operations
import sqlalchemy as sa


class MyPostgres(PostgresqlImpl):
    __dialect__ = "postgresql"
    transactional_ddl = False

    def rename_table(self, old, new, schema=None):
        self.static_output("-- from %s to %s" % (old, new))
        super().rename_table(old, new, schema=schema)

    def create_index(self, index, **kw):
        self.static_output("-- %s of %s" % (index.name, index.table.name))
        super().create_index(index, **kw)

    def drop_index(self, index, **kw):
        self.static_output("-- no %s" % index.name)
        super().drop_index(index, **kw)

    def add_constraint(self, const, **kw):
        self.static_output("-- constraint %s" % const.name)
        super().add_constraint(const, **kw)

    def drop_column(self, table_name, column, **kw):
        self.static_output("-- no column %s" % column.name)
        super().drop_column(table_name, column, **kw)


class MySQLite(SQLiteImpl):
    __dialect__ = "sqlite"
    transactional_ddl = True

    def create_table(self, table, **kw):
        print("create_table", table.name, kw)
        super().create_table(table, **kw)

    def add_column(self, table_name, column, **kw):
        print("add_column", table_name, column.name)
        super().add_column(table_name, column, **kw)

    def alter_column(self, table_name, column_name, **kw):
        print("alter_column", table_name, column_name, sorted(k for k, v in kw.items() if v not in (None, False)))
        super().alter_column(table_name, column_name, **kw)

    def drop_table(self, table, **kw):
        print("drop_table", table.name)
        super().drop_table(table, **kw)

    def bulk_insert(self, table, rows, multiinsert=True):
        print("bulk_insert", table.name, len(rows), multiinsert)
        super().bulk_insert(table, rows, multiinsert=multiinsert)

    def start_migrations(self):
        print("start")


def run(name, **opts):
    buffer = io.StringIO()
    context = MigrationContext.configure(
        dialect_name=name, opts={"as_sql": True, "output_buffer": buffer, "literal_binds": True, **opts}
    )
    print("==", type(context.impl).__name__, context.impl.transactional_ddl, context.impl.__dialect__)
    op = Operations(context)
    with context.begin_transaction():
        table = op.create_table("t", sa.Column("id", sa.Integer))
        op.add_column("t", sa.Column("x", sa.Integer))
        op.alter_column("t", "x", new_column_name="y")
        op.bulk_insert(table, [{"id": 1}])
        op.execute("SELECT 1")
        op.create_index("ix", "t", ["id"], unique=True)
        op.drop_index("ix", table_name="t")
        if name == "postgresql":
            op.create_unique_constraint("uq", "t", ["y"])
            op.create_foreign_key("fk", "t", "u", ["y"], ["id"], ondelete="CASCADE")
        op.drop_column("t", "y")
        op.rename_table("t", "u")
        op.drop_table("u")
    print(buffer.getvalue())


run("postgresql")
run("postgresql", transactional_ddl=True)
run("sqlite")
print(DefaultImpl.get_by_dialect(sa.create_engine("sqlite://").dialect).__name__)


from alembic.autogenerate import compare_metadata  # noqa: E402
from alembic.ddl import base  # noqa: E402


class Comparing(SQLiteImpl):
    __dialect__ = "sqlite"

    def compare_type(self, inspector_column, metadata_column):
        print("compare", inspector_column.name, type(metadata_column.type).__name__)
        if metadata_column.name == "ignored":
            return False
        return super().compare_type(inspector_column, metadata_column)

    def add_column(self, table_name, column, **kw):
        self._exec(base.AddColumn(table_name, column))
        self._exec(base.ColumnName(table_name, column.name, newname=column.name + "_new"))
        self._exec("SELECT 'after'")
        self._exec(base.RenameTable(table_name, table_name + "_new"))


engine = sa.create_engine("sqlite://")
with engine.begin() as connection:
    connection.execute(sa.text("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, ignored INTEGER, seen INTEGER)"))
    metadata = sa.MetaData()
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ignored", sa.String(5)),
        sa.Column("seen", sa.String(5)),
    )
    print(compare_metadata(MigrationContext.configure(connection), metadata))
buffer = io.StringIO()
context = MigrationContext.configure(dialect_name="sqlite", opts={"as_sql": True, "output_buffer": buffer})
Operations(context).add_column("t", sa.Column("x", sa.Integer))
print(buffer.getvalue())

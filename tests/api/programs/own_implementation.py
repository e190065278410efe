"""Hooks of a dialect's implementation that programs have of their own."""

import io
import logging
import sys

import sqlalchemy as sa
from alembic.config import Config
from alembic.ddl.postgresql import PostgresqlImpl
from alembic.ddl.sqlite import SQLiteImpl
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

logging.basicConfig(stream=sys.stdout, format="%(name)s %(message)s", level=logging.INFO)


class WidePostgres(PostgresqlImpl):
    __dialect__ = "postgresql"

    def version_table_impl(self, *, version_table, version_table_schema, version_table_pk, **kw):
        table = super().version_table_impl(
            version_table=version_table,
            version_table_schema=version_table_schema,
            version_table_pk=version_table_pk,
            **kw,
        )
        table.c.version_num.type = sa.String(255)
        table.append_column(sa.Column("applied", sa.DateTime, server_default=sa.func.now()))
        return table

    def drop_constraint(self, const, **kw):
        print("drop_constraint", type(const).__name__, const.name, const.table.name, const.table.schema, kw)
        super().drop_constraint(const, **kw)

    def create_table_comment(self, table):
        print("create_table_comment", table.name, table.comment)
        super().create_table_comment(table)

    def create_column_comment(self, column):
        print("create_column_comment", column.name)
        super().create_column_comment(column)


buffer = io.StringIO()
context = MigrationContext.configure(
    dialect_name="postgresql", opts={"as_sql": True, "output_buffer": buffer, "version_table_schema": "s"}
)
print(context._version.c.keys(), context.version_table)
op = Operations(context)
op.drop_constraint("c", "t", type_="unique", schema="s")
op.drop_constraint("c", "t", type_="foreignkey", if_exists=True)
op.drop_constraint("c", "t")
op.create_table_comment("t", "words")
context.impl.create_column_comment(sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer, comment="c")).c.x)
print(buffer.getvalue())


class EagerSQLite(SQLiteImpl):
    __dialect__ = "sqlite"
    answer = True

    def requires_recreate_in_batch(self, batch_op):
        print("requires_recreate", batch_op.table_name, len(batch_op.batch), super().requires_recreate_in_batch(batch_op))
        return self.answer

    def version_table_impl(self, **kw):
        table = super().version_table_impl(**kw)
        table.c.version_num.type = sa.String(99)
        return table


for answer in (True, False):
    EagerSQLite.answer = answer
    buffer = io.StringIO()
    context = MigrationContext.configure(dialect_name="sqlite", opts={"as_sql": True, "output_buffer": buffer})
    table = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer), sa.Column("a", sa.Text))
    for recreate in ("auto", "never"):
        with Operations(context).batch_alter_table("t", copy_from=table, recreate=recreate) as batch:
            batch.add_column(sa.Column("b", sa.Integer))
    with Operations(context).batch_alter_table("t", copy_from=table) as batch:
        batch.drop_column("a")
    print(buffer.getvalue())

engine = sa.create_engine("sqlite:///own.db")
with engine.connect() as connection:
    context = MigrationContext.configure(connection)
    context.stamp(ScriptDirectory.from_config(Config("alembic.ini")), "heads")
    print(context.get_current_heads())
    print(sa.inspect(connection).get_columns("alembic_version")[0]["type"])

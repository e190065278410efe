"""Runs each line of the files that are named, for each dialect, and prints the
SQL that it writes, or the exception that it raises.

A line is Python. It has `op`, and `named`, which is `op` where the models have
a naming convention."""

import datetime
import decimal
import enum
import io
import re
import sys
import uuid

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations, ops
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.schema import CreateSequence, DropSequence

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Color(enum.Enum):
    RED = "red"
    DARK_BLUE = "dark blue"


class Upper(sa.types.TypeDecorator):
    impl = sa.String(30)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.upper()


class Point(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "POINT"


def column(*args, **kw):
    return sa.Column("x", *args, **kw)


def rows(type_, *values):
    """Writes values of a type."""
    table = sa.table("t", sa.column("x", type_))
    for value in values:
        OP.bulk_insert(table, [{"x": value}])


def default(*values):
    """Adds columns with such defaults."""
    for value in values:
        OP.add_column("t", sa.Column("x", sa.Text, server_default=value))


def batch(change, **kw):
    """Does that within a batch on a table that need not be reflected."""
    columns = [sa.Column("a", sa.Integer), sa.Column("b", sa.String(5))]
    kw.setdefault("copy_from", sa.Table("t", sa.MetaData(), *columns))
    with OP.batch_alter_table("t", **kw) as batch_op:
        change(batch_op)


def only_class(function):
    """Prints the class of an exception whose message has a set's order."""
    try:
        function()
    except Exception as error:
        OP.get_context().impl.static_output(type(error).__name__)


def run(dialect, lines):
    global OP
    buffer = io.StringIO()
    options = {"as_sql": True, "literal_binds": True, "output_buffer": buffer}
    kw = {"dialect_name": dialect, "dialect_opts": {"paramstyle": "named"}}
    OP = Operations(MigrationContext.configure(opts=options, **kw))
    options = {**options, "target_metadata": sa.MetaData(naming_convention=CONVENTION)}
    names = {**globals(), "op": OP, "named": Operations(MigrationContext.configure(opts=options, **kw))}
    names["t"] = sa.table(
        "t", sa.column("id", sa.Integer), sa.column("a", sa.String), sa.column("b", sa.String)
    )
    names["untyped"] = sa.table("t", sa.column("a"))
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        buffer.seek(0)
        buffer.truncate()
        try:
            exec(line, names)
        except Exception as error:
            print(f"{type(error).__name__}: {error}", file=buffer)
        printed = re.sub(" at 0x[0-9a-f]+", "", buffer.getvalue())
        print(f"\x1e{dialect}\x1f{line.rstrip()}\x1f{printed}")


for dialect in ("postgresql", "mysql", "mariadb", "sqlite"):
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as lines:
            run(dialect, lines)

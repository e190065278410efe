"""Constructs and types that a project spells itself, on each dialect."""

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import DDLElement
from sqlalchemy.sql.expression import ColumnElement, FunctionElement
from sqlalchemy.types import UserDefinedType


class utcnow(FunctionElement):
    type = sa.DateTime()
    inherit_cache = True
    name = "utcnow"


@compiles(utcnow)
def default_utcnow(element, compiler, **kw):
    return "CURRENT_TIMESTAMP"


@compiles(utcnow, "postgresql")
def pg_utcnow(element, compiler, **kw):
    return "TIMEZONE('utc', CURRENT_TIMESTAMP)"


class greatest(FunctionElement):
    type = sa.Numeric()
    name = "greatest"
    inherit_cache = True


@compiles(greatest)
def default_greatest(element, compiler, **kw):
    return "greatest(%s)" % compiler.process(element.clauses, **kw)


@compiles(greatest, "sqlite")
def sqlite_greatest(element, compiler, **kw):
    first, second = list(element.clauses)
    return "max(%s, %s)" % (compiler.process(first), compiler.process(second))


class CreateView(DDLElement):
    inherit_cache = False

    def __init__(self, name, query):
        self.name = name
        self.query = query


@compiles(CreateView)
def create_view(element, compiler, **kw):
    return "CREATE VIEW %s AS %s" % (
        compiler.preparer.quote(element.name),
        compiler.sql_compiler.process(element.query, literal_binds=True),
    )


class DropView(DDLElement):
    def __init__(self, name):
        self.name = name


@compiles(DropView, "postgresql")
def drop_view(element, compiler, **kw):
    return "DROP VIEW %s CASCADE" % element.name


@compiles(DropView)
def drop_view_elsewhere(element, compiler, **kw):
    return "DROP VIEW %s" % element.name


class Point(UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "POINT"


class Tiny(sa.types.TypeDecorator):
    impl = sa.Integer
    cache_ok = True


@compiles(sa.Text, "mysql")
def long_text(type_, compiler, **kw):
    return "LONGTEXT"


@compiles(sa.BigInteger, "sqlite")
def sqlite_big(type_, compiler, **kw):
    return "INTEGER"


class coalesced(ColumnElement):
    inherit_cache = False

    def __init__(self, column):
        self.column = column
        self.type = column.type


@compiles(coalesced)
def compile_coalesced(element, compiler, **kw):
    return "coalesce(%s, 0)" % compiler.process(element.column, **kw)


metadata = sa.MetaData()
A = sa.Table(
    "a",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("t", sa.Text),
    sa.Column("p", Point),
    sa.Column("at", sa.DateTime, server_default=utcnow()),
)
CASES = """
sa.select(utcnow())
sa.select(A.c.id).where(A.c.at < utcnow())
sa.select(greatest(A.c.id, A.c.n))
A.update().values(at=utcnow())
A.insert().values(id=1, n=2, at=utcnow())
CreateView("V w", sa.select(A.c.id).where(A.c.n == 5, A.c.t == "it's"))
DropView("v")
sa.select(coalesced(A.c.n), A.c.n)
sa.select(coalesced(A.c.n) + 1)
sa.schema.CreateTable(A)
sa.select(sa.cast(A.c.n, sa.BigInteger))
"""
for source in CASES.strip().splitlines():
    print("##", source)
    for name, module in (("postgresql", postgresql), ("mysql", mysql), ("sqlite", sqlite)):
        options = {"literal_binds": True} if "Create" not in source and "Drop" not in source else {}
        try:
            text = str(eval(source).compile(dialect=module.dialect(), compile_kwargs=options))
        except Exception as error:
            text = "!! %s %s" % (type(error).__name__, error)
        print(name, "|", " ".join(text.split()))

engine = sa.create_engine("sqlite://")
with engine.begin() as connection:
    metadata.create_all(connection)
    connection.execute(A.insert().values(id=1, n=4))
    connection.execute(CreateView("v", sa.select(A.c.id, A.c.n).where(A.c.n > 3)))
    print("## executed")
    print(connection.execute(sa.text("SELECT * FROM v")).all())
    print(connection.scalar(sa.select(greatest(A.c.id, A.c.n))))
    print(connection.scalar(sa.select(A.c.at)) is not None)
    connection.execute(DropView("v"))
    print(sa.inspect(connection).get_view_names())

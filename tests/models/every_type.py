"""Types: every generic and every spelled one, variants, decorators."""

import json
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import declarative_base
from sqlalchemy.types import CHAR, TypeDecorator, UserDefinedType

Base = declarative_base()


class GUID(TypeDecorator):
    """UUID where there is one, else text."""

    impl = CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(CHAR(32))


class JSONText(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else json.dumps(value)


class Trimmed(TypeDecorator):
    impl = sa.String(40)
    cache_ok = True

    def __init__(self, length=40, side="left"):
        super().__init__(length)
        self.side = side


class Cents(TypeDecorator):
    impl = JSONText


class Point(UserDefinedType):
    cache_ok = True

    def __init__(self, dimensions=2):
        self.dimensions = dimensions

    def get_col_spec(self, **kw):
        return "POINT" if self.dimensions == 2 else "POINT%d" % self.dimensions


class Lower(sa.String):
    """A string of a project's own."""


big_id = sa.BigInteger().with_variant(sa.Integer, "sqlite").with_variant(mysql.INTEGER(unsigned=True), "mysql")


class Everything(Base):
    __tablename__ = "everything"

    id = sa.Column(big_id, primary_key=True)
    small = sa.Column(sa.SmallInteger)
    big = sa.Column(sa.BigInteger)
    string = sa.Column(sa.String)
    string_10 = sa.Column(sa.String(10))
    collated = sa.Column(sa.String(10, collation="C"))
    unicode = sa.Column(sa.Unicode(20))
    text = sa.Column(sa.Text)
    unicode_text = sa.Column(sa.UnicodeText)
    numeric = sa.Column(sa.Numeric)
    numeric_5_2 = sa.Column(sa.Numeric(5, 2))
    float_ = sa.Column("float", sa.Float)
    float_24 = sa.Column(sa.Float(24))
    double = sa.Column(sa.Double)
    boolean = sa.Column(sa.Boolean)
    date = sa.Column(sa.Date)
    time = sa.Column(sa.Time)
    time_zone = sa.Column(sa.Time(timezone=True))
    datetime = sa.Column(sa.DateTime)
    datetime_zone = sa.Column(sa.DateTime(True))
    interval = sa.Column(sa.Interval)
    interval_2 = sa.Column(sa.Interval(second_precision=2))
    binary = sa.Column(sa.LargeBinary)
    pickle = sa.Column(sa.PickleType)
    json = sa.Column(sa.JSON)
    json_nulls = sa.Column(sa.JSON(none_as_null=True))
    uuid = sa.Column(sa.Uuid)
    uuid_text = sa.Column(sa.Uuid(as_uuid=False, native_uuid=False))
    mutable = sa.Column(MutableDict.as_mutable(sa.JSON))


class Spelled(Base):
    __tablename__ = "spelled"

    id = sa.Column(sa.INTEGER, primary_key=True)
    a = sa.Column(sa.VARCHAR(3))
    b = sa.Column(sa.CHAR(4))
    c = sa.Column(sa.TEXT())
    d = sa.Column(sa.NUMERIC(8, 3))
    e = sa.Column(sa.DECIMAL(8, 3))
    f = sa.Column(sa.REAL)
    g = sa.Column(sa.DOUBLE_PRECISION)
    h = sa.Column(sa.BIGINT)
    i = sa.Column(sa.SMALLINT)
    j = sa.Column(sa.TIMESTAMP(timezone=True))
    k = sa.Column(sa.DATE)
    l = sa.Column(sa.TIME)
    m = sa.Column(sa.BOOLEAN)
    n = sa.Column(sa.FLOAT(10))
    o = sa.Column(sa.BLOB().with_variant(postgresql.BYTEA(), "postgresql"))


class Own(Base):
    __tablename__ = "own"

    id = sa.Column(GUID(), primary_key=True, default=uuid.uuid4)
    payload = sa.Column(JSONText, nullable=False)
    trimmed = sa.Column(Trimmed(12))
    cents = sa.Column(Cents())
    point = sa.Column(Point)
    point_3 = sa.Column(Point(3))
    lower = sa.Column(Lower(9))
    items = sa.Column(MutableList.as_mutable(sa.JSON().with_variant(postgresql.JSONB, "postgresql")))
    varied = sa.Column(sa.String(50).with_variant(sa.Text(), "sqlite", "mysql"))

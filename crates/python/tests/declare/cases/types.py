# case: character types
types = [
    sa.String(), sa.String(50), sa.String(length=50, collation="C"), sa.Text(), sa.Text(10),
    sa.Unicode(20), sa.UnicodeText(), sa.VARCHAR(5), sa.VARCHAR(), sa.NVARCHAR(5), sa.CHAR(3),
    sa.CHAR(), sa.NCHAR(3), sa.TEXT(), sa.CLOB(),
]
# case: numbers
types = [
    sa.Integer(), sa.SmallInteger(), sa.BigInteger(), sa.INTEGER(), sa.INT(), sa.SMALLINT(),
    sa.BIGINT(), sa.Numeric(), sa.Numeric(10), sa.Numeric(10, 2), sa.Numeric(asdecimal=False),
    sa.NUMERIC(12, 4), sa.DECIMAL(8), sa.DECIMAL(precision=8, scale=2, asdecimal=False),
    sa.Float(), sa.Float(24), sa.Float(precision=53, asdecimal=True), sa.FLOAT(5), sa.REAL(),
    sa.Double(), sa.DOUBLE(), sa.DOUBLE_PRECISION(), sa.Double(53),
]
# case: dates, times and truth
types = [
    sa.Date(), sa.DATE(), sa.Time(), sa.Time(timezone=True), sa.TIME(), sa.DateTime(),
    sa.DateTime(timezone=True), sa.DATETIME(), sa.TIMESTAMP(), sa.TIMESTAMP(timezone=True),
    sa.Interval(), sa.Interval(second_precision=3), sa.Interval(native=False), sa.Boolean(),
    sa.BOOLEAN(), sa.Boolean(create_constraint=True, name="yes_or_no"),
]
# case: bytes, JSON and identifiers
types = [
    sa.LargeBinary(), sa.LargeBinary(length=20), sa.BLOB(), sa.BINARY(4), sa.VARBINARY(4),
    sa.PickleType(), sa.JSON(), sa.JSON(none_as_null=True), sa.Uuid(), sa.Uuid(as_uuid=False),
    sa.Uuid(native_uuid=False), sa.UUID(), sa.UUID(as_uuid=False),
]
# case: enums
import enum
class Color(enum.Enum):
    red = "r"
    green = "g"
    blue = "g"
types = [
    sa.Enum("a", "bb", name="letters"), sa.Enum("a", "bb", name="letters", native_enum=False),
    sa.Enum("a", "bb", name="letters", native_enum=False, length=20), sa.Enum(Color),
    sa.Enum(Color, values_callable=lambda cls: [m.value for m in cls]),
    sa.Enum("a", name="l", schema="app"), sa.Enum("it's", "100%", name="Quoted Name"),
    sa.Enum("a", name="x", create_constraint=True, native_enum=False), sa.Enum("a", name="one", length=1),
    postgresql.ENUM("a", "b", name="e"), postgresql.ENUM("a", name="e", create_type=False),
    postgresql.ENUM(Color, name="e", schema="app"), sa.Enum(Color, omit_aliases=False),
]
# case: arrays
types = [
    sa.ARRAY(sa.Integer), sa.ARRAY(sa.String(5)), sa.ARRAY(sa.Integer, dimensions=2),
    postgresql.ARRAY(sa.Text()), postgresql.ARRAY(sa.Enum("a", name="e")),
    postgresql.ARRAY(sa.String(), dimensions=3), postgresql.ARRAY(postgresql.UUID, zero_indexes=True),
]
# case: types of PostgreSQL
types = [
    postgresql.UUID(), postgresql.UUID(as_uuid=True), postgresql.UUID(as_uuid=False),
    postgresql.JSON(), postgresql.JSON(astext_type=sa.Text()), postgresql.JSONB(),
    postgresql.JSONB(none_as_null=True), postgresql.JSONB(astext_type=sa.String()),
    postgresql.TIMESTAMP(), postgresql.TIMESTAMP(timezone=True), postgresql.TIMESTAMP(precision=3),
    postgresql.TIMESTAMP(True, 6), postgresql.TIME(precision=2), postgresql.TIME(timezone=True),
    postgresql.INTERVAL(), postgresql.INTERVAL(fields="DAY TO SECOND"), postgresql.INTERVAL(precision=3),
    postgresql.INTERVAL(fields="SECOND", precision=3), postgresql.BIT(), postgresql.BIT(8),
    postgresql.BIT(varying=True), postgresql.BIT(8, varying=True), postgresql.BYTEA(),
    postgresql.DOUBLE_PRECISION(precision=53), postgresql.CITEXT(), postgresql.HSTORE(),
]
# case: types of PostgreSQL without arguments
types = [
    postgresql.INET(), postgresql.CIDR(), postgresql.MACADDR(), postgresql.MACADDR8(),
    postgresql.MONEY(), postgresql.OID(), postgresql.REGCLASS(), postgresql.REGCONFIG(),
    postgresql.TSVECTOR(), postgresql.TSQUERY(), postgresql.JSONPATH(), postgresql.INT4RANGE(),
    postgresql.INT8RANGE(), postgresql.NUMRANGE(), postgresql.DATERANGE(), postgresql.TSRANGE(),
    postgresql.TSTZRANGE(), postgresql.INT4MULTIRANGE(), postgresql.TSTZMULTIRANGE(),
    postgresql.DATEMULTIRANGE(), postgresql.BIGINT(), postgresql.TEXT(), postgresql.BOOLEAN(),
]
# case: domains
types = [
    postgresql.DOMAIN("positive", sa.Integer, check="VALUE > 0", not_null=True),
    postgresql.DOMAIN("name", sa.String(20), schema="app", collation="C", default="x"),
]
# case: variants
types = [
    sa.Text().with_variant(postgresql.JSONB(), "postgresql"),
    sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
    sa.String(5).with_variant(sa.String(6), "postgresql", "sqlite"),
    sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql").with_variant(sa.Text(), "sqlite"),
    sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql"),
]
# case: types that a project decorates
from sqlalchemy.types import TypeDecorator, CHAR
class GUID(TypeDecorator):
    impl = CHAR
    cache_ok = True
    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(CHAR(32))
class Encoded(TypeDecorator):
    impl = sa.Text
class Sized(TypeDecorator):
    impl = sa.String(30)
class Upper(TypeDecorator[str]):
    impl = sa.String
    def __init__(self, extra, *args, **kw):
        super().__init__(*args, **kw)
        self.extra = extra
types = [GUID(), Encoded(), Encoded(20), Sized(), Upper(1, 25), Upper(1, length=7), postgresql.ARRAY(GUID())]
# case: types that a project spells
from sqlalchemy.types import UserDefinedType
class Vector(UserDefinedType):
    def __init__(self, dim=None):
        self.dim = dim
    def get_col_spec(self, **kw):
        return "VECTOR(%d)" % self.dim if self.dim else "VECTOR"
class Old(UserDefinedType):
    def get_col_spec(self):
        return "OLD"
types = [Vector(), Vector(3), Old()]
# case: classes that a project derives
class MyJSON(sa.JSON):
    pass
class Money(sa.Numeric):
    def __init__(self, precision=12, scale=2):
        super().__init__(precision, scale)
class Name(sa.String):
    pass
types = [MyJSON(), Money(), Money(scale=3), Name(9)]
# case: types that a project spells for one database
from sqlalchemy.ext.compiler import compiles
class Tag(sa.String):
    pass
@compiles(Tag, "sqlite")
def spell(type_, compiler, **kw):
    return "TAG(%s)" % type_.length
types = [Tag(4), postgresql.ARRAY(Tag(4))]
# case: wrong arguments
def told(make):
    try:
        make()
    except Exception as error:
        print("%s: %s" % (type(error).__name__, error))
told(lambda: sa.Enum("abc", length=2))
told(lambda: sa.ARRAY(sa.ARRAY(sa.Integer)))
told(lambda: sa.String().with_variant(sa.Text()))
told(lambda: sa.String().with_variant(sa.Text(), "a").with_variant(sa.Text(), "a"))
told(lambda: sa.Integer(display_width=3))
told(lambda: sa.Enum("a", "b", schema="x", inherit_schema=True))
told(lambda: sa.Column("a", sa.Integer, type_=sa.Integer))
told(lambda: sa.Column("a", name="b"))
told(lambda: sa.Column("a", sa.Integer, "nonsense"))

# case: types without arguments
sa.Table("t", metadata, *[sa.Column("c%d" % n, type_) for n, type_ in enumerate([
    sa.Integer, sa.BigInteger, sa.SmallInteger, sa.String, sa.Text, sa.Unicode, sa.UnicodeText,
    sa.Boolean, sa.Date, sa.DateTime, sa.Time, sa.Interval, sa.Float, sa.Double, sa.Numeric,
    sa.LargeBinary, sa.JSON, sa.Uuid, sa.PickleType, sa.INTEGER, sa.BIGINT, sa.SMALLINT, sa.VARCHAR,
    sa.CHAR, sa.TEXT, sa.CLOB, sa.BLOB, sa.BINARY, sa.VARBINARY, sa.BOOLEAN, sa.DATE, sa.DATETIME,
    sa.TIME, sa.TIMESTAMP, sa.FLOAT, sa.REAL, sa.DOUBLE, sa.DOUBLE_PRECISION, sa.NUMERIC, sa.DECIMAL,
    sa.NCHAR, sa.NVARCHAR, sa.UUID])])
# case: types with arguments
sa.Table("t", metadata, *[sa.Column("c%d" % n, type_) for n, type_ in enumerate([
    sa.String(30), sa.String(30, collation="de_DE"), sa.Text(100), sa.Unicode(7), sa.VARCHAR(length=3),
    sa.DateTime(timezone=True), sa.TIMESTAMP(timezone=True), sa.Time(timezone=True),
    sa.Interval(native=False), sa.Interval(second_precision=3, day_precision=2), sa.Float(precision=24),
    sa.Float(53, asdecimal=True), sa.Numeric(10, 2), sa.Numeric(precision=10), sa.Numeric(asdecimal=False),
    sa.Numeric(10, 4, decimal_return_scale=3), sa.LargeBinary(16), sa.JSON(none_as_null=True),
    sa.Uuid(as_uuid=False), sa.Uuid(native_uuid=False), sa.DECIMAL(8, 3), sa.BINARY(4), sa.VARBINARY(9),
    sa.Boolean(name="yes_no"), sa.Boolean(create_constraint=True, name="yes_no"), sa.NUMERIC(5, 1),
    sa.CHAR(2), sa.REAL(asdecimal=True)])])
# case: an Enum of strings
sa.Table("t", metadata, sa.Column("a", sa.Enum("x", "y", name="letters")),
    sa.Column("b", sa.Enum("x", "y", name="letters", native_enum=False)),
    sa.Column("c", sa.Enum("x", "y", name="letters", schema="kinds")),
    sa.Column("d", sa.Enum("x", "y", name="letters", create_constraint=True)),
    sa.Column("e", sa.Enum("x", "y", name="letters", native_enum=False, length=40)),
    sa.Column("f", sa.Enum("it's", 'say "x"', name="quotes")),
    sa.Column("g", sa.Enum("x", native_enum=False)))
# case: an Enum of a class
import enum

class Colour(enum.Enum):
    red = "r"
    green = "g"

sa.Table("t", metadata, sa.Column("a", sa.Enum(Colour)),
    sa.Column("b", sa.Enum(Colour, name="shade")),
    sa.Column("c", sa.Enum(Colour, values_callable=lambda e: [m.value for m in e])))
# case: an Enum that takes the schema of its table
sa.Table("t", metadata, sa.Column("a", sa.Enum("x", "y", name="letters", inherit_schema=True)), schema="s")
# case: an Enum within a MetaData of one schema
metadata = sa.MetaData(schema="app")
sa.Table("t", metadata, sa.Column("a", sa.Enum("x", "y", name="letters")),
    sa.Column("b", sa.Enum("x", "y", name="letters", inherit_schema=True)),
    sa.Column("c", sa.Enum("x", "y", name="letters", schema=None)))
# case: types of PostgreSQL
sa.Table("t", metadata, *[sa.Column("c%d" % n, type_) for n, type_ in enumerate([
    postgresql.UUID(), postgresql.UUID(as_uuid=False), postgresql.INET(), postgresql.CIDR(),
    postgresql.MACADDR(), postgresql.MACADDR8(), postgresql.MONEY(), postgresql.OID(),
    postgresql.REGCLASS(), postgresql.REGCONFIG(), postgresql.TSVECTOR(), postgresql.TSQUERY(),
    postgresql.JSONPATH(), postgresql.BYTEA(), postgresql.BIT(), postgresql.BIT(8),
    postgresql.BIT(varying=True), postgresql.BIT(5, varying=True), postgresql.CITEXT(),
    postgresql.INTERVAL(), postgresql.INTERVAL(precision=3), postgresql.INTERVAL(fields="DAY TO SECOND"),
    postgresql.TIMESTAMP(timezone=True), postgresql.TIMESTAMP(precision=2),
    postgresql.TIMESTAMP(timezone=True, precision=0), postgresql.TIME(precision=4),
    postgresql.INT4RANGE(), postgresql.INT8RANGE(), postgresql.NUMRANGE(), postgresql.DATERANGE(),
    postgresql.TSRANGE(), postgresql.TSTZRANGE(), postgresql.INT4MULTIRANGE(),
    postgresql.TSTZMULTIRANGE(), postgresql.INTEGER(), postgresql.VARCHAR(8), postgresql.DOUBLE_PRECISION(),
    postgresql.DOUBLE_PRECISION(precision=53), postgresql.REAL()])])
on = ("postgresql",)
# case: JSON and HSTORE of PostgreSQL
sa.Table("t", metadata, *[sa.Column("c%d" % n, type_) for n, type_ in enumerate([
    postgresql.JSON(), postgresql.JSONB(), postgresql.JSONB(astext_type=sa.Text()),
    postgresql.JSONB(none_as_null=True), postgresql.JSONB(astext_type=sa.Unicode(20)),
    postgresql.JSON(astext_type=sa.String(10), none_as_null=True), postgresql.HSTORE(),
    postgresql.HSTORE(text_type=sa.Text()), postgresql.HSTORE(text_type=sa.String(9))])])
# case: arrays
sa.Table("t", metadata, *[sa.Column("c%d" % n, type_) for n, type_ in enumerate([
    sa.ARRAY(sa.Integer), sa.ARRAY(sa.String(20)), sa.ARRAY(sa.Integer, dimensions=2),
    sa.ARRAY(sa.Integer, as_tuple=True), sa.ARRAY(sa.Integer, zero_indexes=True),
    postgresql.ARRAY(sa.Integer), postgresql.ARRAY(sa.Numeric(10, 2)), postgresql.ARRAY(sa.Text(), dimensions=3),
    postgresql.ARRAY(postgresql.UUID(as_uuid=False)), postgresql.ARRAY(postgresql.INET()),
    postgresql.ARRAY(postgresql.JSONB()), sa.ARRAY(postgresql.UUID()), sa.ARRAY(sa.Enum("a", "b", name="e")),
    postgresql.ARRAY(postgresql.ENUM("a", "b", name="e", create_type=False)),
    postgresql.ARRAY(sa.DateTime(timezone=True))])])
on = ("postgresql",)
# case: an ENUM of PostgreSQL
sa.Table("t", metadata, sa.Column("a", postgresql.ENUM("x", "y", name="letters")),
    sa.Column("b", postgresql.ENUM("x", "y", name="letters", create_type=False)),
    sa.Column("c", postgresql.ENUM("x", "y", name="letters", schema="kinds")))
# case: a DOMAIN
sa.Table("t", metadata, sa.Column("a", postgresql.DOMAIN("positive", sa.Integer)),
    sa.Column("b", postgresql.DOMAIN("positive", sa.Integer, check="VALUE > 0", not_null=True)),
    sa.Column("c", postgresql.DOMAIN("word", sa.String(10), collation="C", default="x", schema="kinds")),
    sa.Column("d", postgresql.DOMAIN("word", postgresql.CITEXT(), constraint_name="ck", check=sa.text("VALUE <> ''"))),
    sa.Column("e", postgresql.DOMAIN("word", sa.Text, default=sa.text("now()"), create_type=False)),
    sa.Column("f", postgresql.DOMAIN("word", sa.Text, collation="C", collation_schema="pg_catalog")))
on = ("postgresql",)
# case: types of MySQL
sa.Table("t", metadata, *[sa.Column("c%d" % n, type_) for n, type_ in enumerate([
    mysql.INTEGER(unsigned=True), mysql.INTEGER(display_width=11), mysql.TINYINT(1), mysql.TINYINT(display_width=1),
    mysql.BIGINT(unsigned=True, zerofill=True), mysql.MEDIUMINT(), mysql.SMALLINT(unsigned=True),
    mysql.DECIMAL(10, 2, unsigned=True), mysql.NUMERIC(8, 2), mysql.DOUBLE(asdecimal=True), mysql.DOUBLE(10, 2),
    mysql.FLOAT(7, 3), mysql.REAL(), mysql.BIT(4), mysql.DATETIME(fsp=6), mysql.TIMESTAMP(fsp=3), mysql.TIME(fsp=2),
    mysql.YEAR(), mysql.YEAR(display_width=4), mysql.TEXT(), mysql.TINYTEXT(), mysql.MEDIUMTEXT(), mysql.LONGTEXT(),
    mysql.TINYBLOB(), mysql.MEDIUMBLOB(), mysql.LONGBLOB(), mysql.JSON(), mysql.VARCHAR(255),
    mysql.VARCHAR(charset="utf8mb4", collation="utf8mb4_bin", length=20), mysql.CHAR(3), mysql.NCHAR(4),
    mysql.NVARCHAR(9), mysql.ENUM("a", "b"), mysql.ENUM("a", "b", charset="latin1"), mysql.SET("a", "b")])])
on = ("sqlite",)
# case: types of SQLite
sa.Table("t", metadata, sa.Column("a", sqlite.DATETIME()), sa.Column("b", sqlite.DATE()),
    sa.Column("c", sqlite.TIME()), sa.Column("d", sqlite.JSON()))
# case: variants
sa.Table("t", metadata, sa.Column("a", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
    sa.Column("b", sa.String(10).with_variant(mysql.VARCHAR(20, charset="utf8"), "mysql", "mariadb")),
    sa.Column("c", sa.BigInteger().with_variant(sa.Integer, "sqlite").with_variant(sa.INTEGER, "oracle")),
    sa.Column("d", postgresql.UUID().with_variant(sa.String(36), "sqlite")),
    sa.Column("e", postgresql.ARRAY(sa.Integer).with_variant(sa.JSON(), "sqlite")))
# case: types of the project
class Money(sa.types.TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

class Plain(sa.types.UserDefinedType):
    def get_col_spec(self, **kw):
        return "PLAIN"

class Sized(sa.types.UserDefinedType):
    def __init__(self, size, unit="cm"):
        self.size = size
        self.unit = unit

    def get_col_spec(self, **kw):
        return "SIZED(%d)" % self.size

class Word(sa.String):
    pass

class Spoken(sa.types.TypeDecorator):
    impl = sa.Text

    def __repr__(self):
        return "Spoken('aloud')"

Money.__module__ = Plain.__module__ = Sized.__module__ = Word.__module__ = Spoken.__module__ = "app.types"
sa.Table("t", metadata, sa.Column("a", Money(10, 2)), sa.Column("b", Money), sa.Column("c", Plain),
    sa.Column("d", Sized(4)), sa.Column("e", Sized(4, "mm")), sa.Column("f", Word(20)), sa.Column("g", Spoken),
    sa.Column("h", Money().with_variant(sa.Float(), "sqlite")))
# case: types of the project under a prefix of theirs
class Money(sa.types.TypeDecorator):
    impl = sa.Numeric

sa.Table("t", metadata, sa.Column("a", Money(10, 2)))
options = {"user_module_prefix": "types_of_ours."}
# case: types of the project under no prefix
class Money(sa.types.TypeDecorator):
    impl = sa.Numeric

sa.Table("t", metadata, sa.Column("a", Money(10, 2)))
options = {"user_module_prefix": ""}
# case: an array of the project's type
class Money(sa.types.TypeDecorator):
    impl = sa.Numeric

Money.__module__ = "app.types"
sa.Table("t", metadata, sa.Column("a", postgresql.ARRAY(Money(10, 2))), sa.Column("b", sa.ARRAY(Money)))
on = ("postgresql",)
# case: no type at all
sa.Table("t", metadata, sa.Column("a"), sa.Column("b", sa.types.NullType()))

"""Writes values of every type and reads them back."""

import datetime
import decimal
import os
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

engine = sa.create_engine(os.environ["DATABASE_URL"], poolclass=sa.pool.NullPool)
metadata = sa.MetaData()
moment = datetime.datetime(2024, 2, 29, 12, 30, 5, 123456)
TYPES = {
    "tinyint": (mysql.TINYINT(), [-128, 127]),
    "bool": (sa.Boolean(), [True, False]),
    "smallint": (sa.SmallInteger(), [-32768]),
    "mediumint": (mysql.MEDIUMINT(unsigned=True), [16777215]),
    "integer": (sa.Integer(), [0, -1]),
    "bigint": (mysql.BIGINT(unsigned=True), [18446744073709551615]),
    "zerofill": (mysql.INTEGER(5, zerofill=True), [42]),
    "numeric": (sa.Numeric(20, 4), [decimal.Decimal("-12345.6789"), 3]),
    "numeric_as_float": (sa.Numeric(10, 2, asdecimal=False), [1.25]),
    "float": (sa.Float(), [1.5, -0.25]),
    "float_as_decimal": (sa.Float(asdecimal=True), [decimal.Decimal("1.5")]),
    "double": (sa.Double(), [1e300, 0.1]),
    "mysql_double": (mysql.DOUBLE(10, 3, asdecimal=False), [1.125]),
    "string": (sa.String(50), ["", "it's \\ 5% é🙂\n\t", ":a %s %(b)s ?"]),
    "latin1": (mysql.VARCHAR(20, charset="latin1"), ["é"]),
    "text": (sa.Text(), ["x" * 70000][:0] + ["long " * 100]),
    "mediumtext": (mysql.MEDIUMTEXT(), ["a"]),
    "char": (sa.CHAR(5), ["ab"]),
    "binary": (sa.LargeBinary(), [b"", b"\x00\xff'\\"]),
    "varbinary": (mysql.VARBINARY(20), [b"\x01\x02"]),
    "fixed": (mysql.BINARY(4), [b"ab\x00\x00"]),
    "date": (sa.Date(), [moment.date()]),
    "datetime": (sa.DateTime(), [moment.replace(microsecond=0)]),
    "datetime6": (mysql.DATETIME(fsp=6), [moment]),
    "timestamp": (sa.TIMESTAMP(), [moment.replace(microsecond=0)]),
    "time": (sa.Time(), [datetime.time(23, 59, 58)]),
    "time6": (mysql.TIME(fsp=6), [datetime.time(1, 2, 3, 456)]),
    "year": (mysql.YEAR(), [2024]),
    "interval": (sa.Interval(), [datetime.timedelta(days=3, hours=2)]),
    "enum": (sa.Enum("a", "it's", name="e"), ["a", "it's"]),
    "mysql_enum": (mysql.ENUM("x", "y"), ["y"]),
    "set": (mysql.SET("a", "b", "c"), [{"a", "c"}, set()]),
    "bit": (mysql.BIT(10), [5, 1023]),
    "json": (sa.JSON(), [{"a": [1, None, "é"]}, [], "text", 1.5]),
    "mysql_json": (mysql.JSON(), [{"b": True}]),
    "uuid": (sa.Uuid(), [uuid.UUID(int=5)]),
    "uuid_text": (sa.Uuid(as_uuid=False), ["12345678-1234-5678-1234-567812345678"]),
    "pickle": (sa.PickleType(), [{"a": (1, 2)}]),
}
tables = {}
for name, (kind, _) in TYPES.items():
    tables[name] = sa.Table(
        name, metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", kind)
    )


def shown(value):
    if isinstance(value, set):
        return "set %r" % sorted(value)
    return "%s %r" % (type(value).__name__, value)


with engine.begin() as connection:
    metadata.create_all(connection)
    for name, (kind, values) in TYPES.items():
        table = tables[name]
        connection.execute(table.insert(), [{"v": value} for value in [*values, None]])
        rows = connection.execute(sa.select(table.c.v).order_by(table.c.id)).scalars().all()
        print(name, [shown(value) for value in rows])
        same = [value for value in values if value not in ("", b"", set())][-1:]
        if name not in ("float", "float_as_decimal", "json", "mysql_json", "pickle", "set"):
            query = sa.select(sa.func.count()).where(table.c.v == same[0])
            print("  found", connection.scalar(query))
        connection.execute(table.update().where(table.c.v.is_(None)).values(v=values[0]))
        # Without the type's help, as text() and drivers give it.
        for row in connection.exec_driver_sql(f"SELECT v FROM `{name}` ORDER BY id"):
            value = row[0]
            if not isinstance(value, bytes) or name != "pickle":
                print("  plain", shown(value))
    for text, values in [
        ("SELECT :a + 1", {"a": 1}),
        ("SELECT :a", {"a": "x'y\\z"}),
        ("SELECT :a", {"a": None}),
        ("SELECT :a", {"a": decimal.Decimal("1.10")}),
        ("SELECT :a", {"a": moment}),
        ("SELECT :a", {"a": moment.date()}),
        ("SELECT :a", {"a": 1.5}),
        ("SELECT :a", {"a": True}),
        ("SELECT hex(:a)", {"a": b"\x00\xff"}),
        ("SELECT 1 / 3, 1 > 0, now() IS NULL, '5%', 10 % 3", {}),
    ]:
        print(text, [shown(v) for v in connection.execute(sa.text(text), values).one()])
    result = connection.execute(tables["integer"].insert().values(v=7))
    print("key", result.inserted_primary_key, result.rowcount)
    result = connection.execute(tables["integer"].update().values(v=7))
    print("changed", result.rowcount)
    insert = mysql.insert(tables["integer"]).values(id=1, v=9)
    connection.execute(insert.on_duplicate_key_update(v=insert.inserted.v))
    print(connection.execute(sa.select(tables["integer"])).all())
    metadata.drop_all(connection)
for statement in ["INSERT INTO t VALUES (1)", "SELEC", "CREATE TABLE `x` (a INT, a INT)"]:
    try:
        with engine.begin() as connection:
            connection.execute(sa.text(statement))
    except sa.exc.DBAPIError as error:
        print(type(error).__name__, error.orig.args, error.statement)

"""Values of all kinds, there and back, and those that tell of their changes."""

import datetime
import decimal
import enum
import os
import uuid

import sqlalchemy as sa
from sqlalchemy.ext.mutable import MutableDict, MutableList
from sqlalchemy.orm import Session, attributes, declarative_base
from sqlalchemy.types import TypeDecorator

Base = declarative_base()


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Lower(TypeDecorator):
    impl = sa.String(50)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else value.lower()

    def process_result_value(self, value, dialect):
        return None if value is None else "<%s>" % value


class Listed(TypeDecorator):
    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return None if value is None else ",".join(value)

    def process_result_value(self, value, dialect):
        return None if value is None else value.split(",")


class Record(Base):
    __tablename__ = "records"
    id = sa.Column(sa.Integer, primary_key=True)
    colour = sa.Column(sa.Enum(Colour, name="colour"))
    word = sa.Column(sa.Enum("a", "b", name="word"))
    price = sa.Column(sa.Numeric(10, 2))
    ratio = sa.Column(sa.Float)
    day = sa.Column(sa.Date)
    time = sa.Column(sa.Time)
    moment = sa.Column(sa.DateTime)
    data = sa.Column(sa.LargeBinary)
    key = sa.Column(sa.Uuid)
    big = sa.Column(sa.BigInteger)
    flag = sa.Column(sa.Boolean)
    document = sa.Column(sa.JSON)
    blank = sa.Column(sa.JSON(none_as_null=True))
    lower = sa.Column(Lower)
    listed = sa.Column(Listed)
    settings = sa.Column(MutableDict.as_mutable(sa.JSON), default=dict)
    items = sa.Column(MutableList.as_mutable(sa.JSON))
    span = sa.Column(sa.Interval)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
record = Record(
    colour=Colour.BLUE,
    word="a",
    price=decimal.Decimal("12.50"),
    ratio=0.25,
    day=datetime.date(2024, 2, 29),
    time=datetime.time(12, 30, 15),
    moment=datetime.datetime(2024, 2, 29, 1, 2, 3),
    data=b"\x00\xffbytes",
    key=uuid.UUID("12345678-1234-5678-1234-567812345678"),
    big=2 ** 40,
    flag=True,
    document={"a": [1, 2, {"b": None}], "c": "text"},
    lower="LOUD",
    listed=["x", "y"],
    settings={"theme": "dark"},
    items=[1, 2],
    span=datetime.timedelta(days=1, hours=2),
)
session.add(record)
session.commit()
for column in Record.__table__.columns:
    print(column.key, repr(getattr(record, column.key)))
print(type(record.settings).__name__, type(record.items).__name__)

# None, and JSON's null.
session.add_all([Record(document=None, blank=None), Record()])
session.commit()
print(session.query(Record.id).filter(Record.document.is_(None)).order_by(Record.id).all())
print(session.query(Record.id).filter(Record.blank.is_(None)).count())
print(session.query(Record.settings).order_by(Record.id).all())

# Changes within values.
record.settings["theme"] = "light"
print(record in session.dirty)
session.commit()
print(record.settings)
record.settings.update(size=3)
record.settings.pop("theme")
record.items.append(3)
session.commit()
print(record.settings, record.items)
record.items[0] = "first"
record.items.extend([4, 5])
record.items.remove(2)
session.commit()
print(session.query(Record.items).filter_by(id=1).one())
record.document["a"].append("more")
session.commit()
print(record.document)
record.document["a"].append("more")
attributes.flag_modified(record, "document")
session.commit()
print(record.document)
record.document = {**record.document, "new": True}
session.commit()
print(record.document["new"], record.document is record.document)
try:
    record.settings = "text"
except ValueError as error:
    print(error)
fresh = Record(settings={"a": 1})
fresh.settings["b"] = 2
session.add(fresh)
session.commit()
fresh.settings["c"] = 3
session.commit()
print(session.query(Record.settings).filter_by(id=fresh.id).scalar())

# In conditions.
print(session.query(Record.id).filter(Record.colour == Colour.BLUE).all())
print(session.query(Record.id).filter(Record.lower == "LOUD").all(), session.query(Record.lower).first())
print(session.query(Record.id).filter(Record.price > decimal.Decimal("10")).all())
print(session.query(Record.id).filter(Record.key == uuid.UUID("12345678-1234-5678-1234-567812345678")).all())
print(session.query(Record.id).filter(Record.day >= datetime.date(2024, 1, 1)).all())
print(session.query(Record.id).filter(Record.document["c"].as_string() == "text").all())
print(session.query(Record.colour, Record.listed).filter(Record.colour.in_([Colour.RED, Colour.BLUE])).all())
record.colour = Colour.RED
record.lower = "NEW"
record.listed = record.listed + ["z"]
session.commit()
print(record.colour, record.lower, record.listed)
for wrong in ("green",):
    try:
        record.word = wrong
        session.flush()
    except sa.exc.StatementError as error:
        print(type(error).__name__)
        session.rollback()
print(session.query(Record).filter_by(id=1).update({"document": {"x": 1}, "colour": Colour.BLUE}))
print(record.document, record.colour)
session.close()

"""Hundreds of objects written by one flush."""

import datetime
import decimal
import os
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, relationship

Base = declarative_base()


class Upper(sa.types.TypeDecorator):
    impl = sa.String(10)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value and value.upper()


class Group(Base):
    __tablename__ = "groups_"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    rows = relationship("Item", back_populates="group", cascade="all, delete-orphan", order_by="Item.id")


class Item(Base):
    __tablename__ = "items"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column("item_name", sa.String(20))
    code = sa.Column(Upper)
    price = sa.Column(sa.Numeric(8, 2))
    day = sa.Column(sa.Date)
    data = sa.Column(sa.JSON)
    kind = sa.Column(sa.Enum("a", "b", name="kind"), default="a")
    flag = sa.Column(sa.Boolean, default=True)
    blob = sa.Column(sa.LargeBinary)
    ratio = sa.Column(sa.Float)
    group_id = sa.Column(sa.ForeignKey("groups_.id"))
    touched = sa.Column(sa.Integer, onupdate=lambda: 1)
    group = relationship(Group, back_populates="rows")


class Key(Base):
    __tablename__ = "keys_"
    id = sa.Column(sa.Uuid, primary_key=True, default=lambda: uuid.uuid5(uuid.NAMESPACE_DNS, str(next(numbers))))
    text = sa.Column(sa.Text)


numbers = iter(range(10000))
engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
groups = [Group(name="g%d" % number) for number in range(30)]
for number in range(1203):
    groups[number % 30].rows.append(Item(
        name="n%d" % number,
        code="c%d" % (number % 7) if number % 5 else None,
        price=decimal.Decimal(number) / 4,
        day=datetime.date(2020, 1, 1) + datetime.timedelta(days=number),
        data={"n": number, "l": [None, True]},
        kind="b" if number % 2 else None,
        blob=bytes([number % 256]),
        ratio=number / 8,
    ))
session.add_all(groups)
session.commit()
print(session.query(Group).count(), session.query(Item).count(), session.query(sa.func.max(Item.id)).scalar())
print([item.name for item in groups[3].rows[:4]], groups[29].rows[-1].name)
item = session.query(Item).filter_by(name="n777").one()
print(item.code, item.price, item.day, item.data, item.kind, item.flag, bytes(item.blob), item.ratio, item.group.name, item.touched)
print(session.query(Item.code, sa.func.count()).group_by(Item.code).order_by(Item.code.nulls_first()).all())
print(session.query(sa.func.sum(Item.price), sa.func.sum(Item.ratio)).one())
wrong = [item.name for item in session.query(Item) if int(item.name[1:]) % 30 != int(item.group.name[1:])]
print(wrong)
for item in session.query(Item).order_by(Item.id):
    item.ratio = item.id * 2
    if item.id % 3 == 0:
        item.data = {"third": True}
        item.code = "x"
        item.day = None
session.commit()
print(session.query(sa.func.sum(Item.ratio), sa.func.sum(Item.touched)).one(), session.query(Item).filter(Item.code == "x").count())
print(session.query(Item).filter(Item.day.is_(None)).count(), session.query(Item.data).filter(Item.id == 3).scalar())
session.add_all([Key(text="t%d" % number) for number in range(700)])
session.commit()
print(session.query(Key).count(), session.query(Key.text).filter_by(id=uuid.uuid5(uuid.NAMESPACE_DNS, "650")).scalar())
for key in session.query(Key).filter(Key.text.like("t1%")):
    key.text += "!"
session.commit()
print(session.query(Key).filter(Key.text.like("%!")).count())
for group in groups[:20]:
    session.delete(group)
session.commit()
print(session.query(Group).count(), session.query(Item).count())
session.add_all([Item(name="same"), Item(name="same", code="q")] * 1 + [Item(name="s%d" % n, price=sa.literal(n)) for n in range(3)])
session.commit()
print(session.query(Item.name, Item.code, Item.price).filter(Item.group_id.is_(None)).order_by(Item.id).all())
try:
    session.add_all([Item(name="x" * 3, kind="a"), Item(name="bad", kind="zzz")])
    session.commit()
except sa.exc.StatementError as error:
    print(type(error).__name__)
    session.rollback()
print(session.query(Item).filter_by(name="bad").count())
session.close()

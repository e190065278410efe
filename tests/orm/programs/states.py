"""Where objects stand: new, held, expired, let go, merged."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import (
    Session,
    attributes,
    class_mapper,
    declarative_base,
    make_transient,
    object_session,
    relationship,
)
from sqlalchemy.orm.exc import DetachedInstanceError, ObjectDeletedError, UnmappedInstanceError

Base = declarative_base()


class Item(Base):
    __tablename__ = "items"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    size = sa.Column(sa.Integer, default=1)
    parts = relationship("Part", backref="item", cascade="all")


class Part(Base):
    __tablename__ = "parts"
    id = sa.Column(sa.Integer, primary_key=True)
    label = sa.Column(sa.String(20))
    item_id = sa.Column(sa.ForeignKey("items.id"))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)


def show(item):
    state = sa.inspect(item)
    print(state.transient, state.pending, state.persistent, state.deleted, state.detached,
          state.identity, object_session(item) is session)


item = Item(name="box")
show(item)
session.add(item)
show(item)
print(item in session, list(session.new) == [item], len(session.dirty), item.id)
session.flush()
show(item)
print(item.id, item.size, list(session.new), sa.inspect(item).identity_key[1])
item.name = "crate"
print(item in session.dirty, session.is_modified(item), sa.inspect(item).modified)
print(attributes.get_history(item, "name"), attributes.get_history(item, "size"))
print(sa.inspect(item).attrs.name.history.deleted, sa.inspect(item).attrs.name.value)
item.name = "box"
print(session.is_modified(item), attributes.get_history(item, "name").has_changes())
session.commit()
print(sorted(key for key in item.__dict__ if not key.startswith("_")))
print(item.name, sorted(key for key in item.__dict__ if not key.startswith("_")))
same = session.query(Item).one()
print(same is item, session.get(Item, item.id) is item, session.identity_map.values() == [item])

# What others write is seen after an expiry.
session.execute(sa.update(Item.__table__).values(name="other"))
print(item.name)
session.expire(item, ["name"])
print(item.name)
session.execute(sa.update(Item.__table__).values(name="again"))
session.refresh(item)
print(item.name)
session.execute(sa.update(Item.__table__).values(name="third"))
print(session.query(Item).one().name, session.query(Item).populate_existing().one().name)
item.name = "mine"
session.rollback()
print(item.name)

# Let go.
session.expunge(item)
show(item)
print(item.name)
try:
    item.parts
except DetachedInstanceError as error:
    print(str(error).partition(" at ")[0], str(error).partition("; ")[2])
item.name = "changed outside"
session.add(item)
session.commit()
print(session.query(Item.name).all())
number = item.id
session.expire_all()
session.expunge(item)
try:
    item.name
except DetachedInstanceError as error:
    print(str(error).partition(" at ")[0], str(error).partition("> ")[2])

# Merged.
merged = session.merge(Item(id=number, name="merged", parts=[Part(label="lid")]))
print(merged is item, merged.name, merged.size, [part.label for part in merged.parts])
session.commit()
print(session.query(Item.name, Item.size).all(), session.query(Part.label, Part.item_id).all())
fresh = session.merge(Item(name="new"))
session.commit()
print(fresh.id, session.query(Item).count())
with session.no_autoflush:
    session.add(Item(name="late"))
    print(session.query(Item).count())
print(session.query(Item).count())

# Deleted.
session.delete(merged)
show(merged)
session.flush()
show(merged)
print(session.query(Part).count(), merged in session)
session.commit()
show(merged)
print(sa.inspect(merged).was_deleted)
single = Item(name="single")
session.add(single)
session.commit()
session.expunge(single)
make_transient(single)
single.id = None
single.name = "reborn"
session.add(single)
session.commit()
print(session.query(Item.name).order_by(Item.name).all())
gone = session.query(Item).filter_by(name="reborn").one()
session.commit()
session.execute(sa.delete(Item.__table__).where(Item.__table__.c.name == "reborn"))
try:
    gone.name
except ObjectDeletedError as error:
    print(type(error).__name__, str(error).partition("' ")[2])
for wrong in (object(), 3, Item):
    try:
        session.add(wrong)
    except UnmappedInstanceError as error:
        print(type(error).__name__)
try:
    Item(colour="red")
except TypeError as error:
    print(error)
try:
    session.delete(Item(name="never"))
except sa.exc.InvalidRequestError as error:
    print(type(error).__name__, str(error).partition(" is ")[2])
print(class_mapper(Item).primary_key[0].name, [column.key for column in sa.inspect(Item).columns])
print(sa.inspect(Item).local_table is Item.__table__, [r.key for r in sa.inspect(Item).relationships])
session.close()
show(fresh)

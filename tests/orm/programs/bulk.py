"""Many rows at once, and statements that sessions execute."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class Entry(Base):
    __tablename__ = "entries"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    size = sa.Column("size_in_bytes", sa.Integer, default=4)
    kind = sa.Column(sa.String(10), server_default="plain")


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)


def show(text):
    rows = session.execute(sa.select(Entry.__table__).order_by(Entry.id)).all()
    print(text, [tuple(row) for row in rows])


session.bulk_save_objects([Entry(name="a"), Entry(name="b", size=1), Entry(name="c", kind="odd")])
show("saved")
entries = [Entry(name="d"), Entry(name="e")]
session.bulk_save_objects(entries, return_defaults=True)
print([entry.id for entry in entries], session.new, entries[0] in session)
session.bulk_insert_mappings(Entry, [{"name": "f", "size": 9}, {"name": "g"}, {"name": "h", "kind": None}])
show("inserted")
session.bulk_update_mappings(Entry, [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}, {"id": 3, "size": 33}])
show("updated")
entry = session.get(Entry, 4)
entry.name = "D"
session.bulk_save_objects([entry])
session.commit()
show("changed")

session.execute(sa.insert(Entry), [{"name": "i", "size": 1}, {"name": "j", "size": 2}])
session.execute(sa.insert(Entry).values(name="k"))
session.execute(sa.insert(Entry.__table__).values(name="l", size_in_bytes=5))
show("executed")
held = session.get(Entry, 1)
print(held.name, held.size)
result = session.execute(sa.update(Entry).where(Entry.size == 1).values(name="one"))
print(result.rowcount)
result = session.execute(sa.update(Entry).where(Entry.id == 1).values(size=11))
print(held.size, result.rowcount)
result = session.execute(
    sa.update(Entry).where(Entry.id == 1).values({"name": "quiet"}).execution_options(synchronize_session=False)
)
print(held.name, session.query(Entry.name).filter_by(id=1).scalar())
session.refresh(held)
print(held.name)
session.execute(sa.update(Entry), [{"id": 2, "name": "by key"}, {"id": 3, "name": "by key too"}])
show("by key")
print(session.execute(sa.delete(Entry).where(Entry.name == "quiet")).rowcount, held in session)
print(session.query(Entry).filter(Entry.name.like("by key%")).delete(synchronize_session="fetch"))
print(session.query(Entry).filter(Entry.id == 5).update({Entry.size: Entry.size + 1}, synchronize_session="evaluate"))
print(session.query(Entry).filter_by(id=5).update({"name": "five", "size": 50}))
print(session.get(Entry, 5).name, session.get(Entry, 5).size)
print(session.query(Entry).filter(sa.text("name = 'one'")).delete(synchronize_session=False))
show("deleted")
print(session.query(Entry).update({Entry.kind: sa.case((Entry.size > 5, "big"), else_="small")}))
show("all")
names = sa.select(Entry.id).where(Entry.kind == "big").scalar_subquery()
print(session.query(Entry).filter(Entry.id.in_(sa.select(Entry.id).where(Entry.size > 40))).update({"name": "huge"}, synchronize_session=False))
rows = session.execute(sa.insert(Entry).returning(Entry.id, Entry.name), [{"name": "x"}, {"name": "y"}]).all()
print(sorted(row.name for row in rows))
made = session.scalars(sa.insert(Entry).values(name="z").returning(Entry)).one()
print(made.name, made in session, made.size, made.kind)
print(session.scalars(sa.update(Entry).where(Entry.name == "z").values(name="zz").returning(Entry.name)).all(), made.name)
for wrong in (
    lambda: session.query(Entry).limit(1).update({"name": "x"}),
    lambda: session.query(Entry).order_by(Entry.id).delete(),
):
    try:
        wrong()
    except sa.exc.SQLAlchemyError as error:
        print(type(error).__name__)
session.commit()
show("end")
print(session.query(Entry).delete(), session.query(Entry).count())
session.close()

"""Tables that are read and changed in parts."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class Event(Base):
    __tablename__ = "events"
    id = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10))
    payload = sa.Column(sa.Text)
    done = sa.Column(sa.Boolean, default=False)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([Event(kind="k%d" % (number % 3), payload="p%d" % number) for number in range(95)])
session.commit()
print(session.query(Event).count(), session.query(sa.func.min(Event.id), sa.func.max(Event.id)).one())

# By offsets.
offset, seen = 0, 0
while True:
    page = session.query(Event).order_by(Event.id).offset(offset).limit(20).all()
    if not page:
        break
    seen += len(page)
    for event in page:
        event.payload = event.payload.upper()
    session.commit()
    session.expunge_all()
    offset += 20
print(seen, session.query(Event).filter(Event.payload.like("P%")).count())

# By the last key.
last, pages = 0, []
while True:
    page = session.query(Event).filter(Event.id > last).order_by(Event.id.asc()).limit(40).all()
    if not page:
        break
    last = page[-1].id
    pages.append(len(page))
print(pages, last)

# While some are left.
rounds = 0
while todo := session.query(Event).filter(Event.done.is_(False)).order_by(Event.id).limit(30).all():
    for event in todo:
        event.done = True
    session.flush()
    rounds += 1
session.commit()
print(rounds, session.query(Event).filter_by(done=True).count())

# As a stream.
kinds = {}
for event in session.query(Event).order_by(Event.id).yield_per(10):
    kinds[event.kind] = kinds.get(event.kind, 0) + 1
print(kinds)
for number, (id_, kind) in enumerate(session.query(Event.id, Event.kind).order_by(Event.id).yield_per(7)):
    if number % 30 == 0:
        print(number, id_, kind)
total = 0
for part in session.scalars(sa.select(Event).order_by(Event.id).execution_options(yield_per=25)).partitions():
    total += len(part)
print(total)
for part in session.execute(sa.select(Event.id).order_by(Event.id)).partitions(50):
    print(len(part), part[0])
stream = session.execute(sa.select(Event).execution_options(stream_results=True).order_by(Event.id))
print(stream.scalars().first().id)

# By chunks of keys.
ids = [id_ for (id_,) in session.query(Event.id).order_by(Event.id)]
for start in range(0, len(ids), 50):
    chunk = ids[start:start + 50]
    changed = session.query(Event).filter(Event.id.in_(chunk)).update({"kind": "c%d" % start}, synchronize_session=False)
    print(start, changed)
session.commit()
print(session.query(Event.kind, sa.func.count()).group_by(Event.kind).order_by(Event.kind).all())
while deleted := session.query(Event).filter(Event.id.in_(session.query(Event.id).limit(60))).delete(synchronize_session=False):
    print("deleted", deleted)
session.commit()
print(session.query(Event).first(), session.query(Event).count())
with session.no_autoflush:
    for number in range(3):
        session.add(Event(kind="n"))
    print(session.query(Event).count(), len(session.new))
session.flush()
print(session.query(Event).count())
session.close()

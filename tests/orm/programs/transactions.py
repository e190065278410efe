"""Transactions of sessions, on engines and on connections that are in one."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, declarative_base, scoped_session, sessionmaker

Base = declarative_base()


class Thing(Base):
    __tablename__ = "things"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), unique=True)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)


def names(where=engine):
    with where.connect() as connection:
        return [name for (name,) in connection.execute(sa.select(Thing.name).order_by(Thing.name))]


# Left without a commit.
with Session(engine) as session:
    session.add(Thing(name="lost"))
    session.flush()
    print(session.query(Thing).count(), session.in_transaction())
print(names(), session.in_transaction())

with Session(engine) as session, session.begin():
    session.add(Thing(name="begun"))
print(names())

with Session(engine) as session:
    with session.begin():
        session.add(Thing(name="inside"))
    print(session.in_transaction())
    try:
        with session.begin():
            session.add(Thing(name="raised"))
            raise ValueError("out")
    except ValueError as error:
        print("raised", error, session.in_transaction())
    session.add(Thing(name="committed"))
    session.commit()
    session.add(Thing(name="rolled back"))
    session.rollback()
    session.begin()
    try:
        session.begin()
    except sa.exc.InvalidRequestError as error:
        print(error)
    session.rollback()
print(names())

# Savepoints.
with Session(engine) as session:
    session.add(Thing(name="outer"))
    with session.begin_nested():
        session.add(Thing(name="nested"))
    try:
        with session.begin_nested():
            session.add(Thing(name="undone"))
            session.flush()
            raise KeyError("undo")
    except KeyError:
        pass
    point = session.begin_nested()
    thing = Thing(name="point")
    session.add(thing)
    session.flush()
    print(session.in_nested_transaction(), session.query(Thing).count())
    point.rollback()
    print(session.in_nested_transaction(), thing in session, sa.inspect(thing).transient)
    for name in ("outer", "fresh"):
        try:
            with session.begin_nested():
                session.add(Thing(name=name))
        except sa.exc.IntegrityError as error:
            print("taken", name)
    session.commit()
print(names())

# A flush that fails.
session = Session(engine)
session.add(Thing(name="outer"))
try:
    session.flush()
except sa.exc.IntegrityError as error:
    print(type(error).__name__, session.is_active)
try:
    session.query(Thing).count()
except sa.exc.PendingRollbackError as error:
    print(type(error).__name__, str(error)[:60])
session.rollback()
print(session.is_active, session.query(Thing).count(), len(session.new))
session.close()

# On a connection that is in a transaction, as a migration's is.
with engine.begin() as connection:
    session = Session(bind=connection)
    session.add(Thing(name="migrated"))
    session.commit()
    print(connection.in_transaction(), session.query(Thing).filter_by(name="migrated").count())
    session.close()
    print(connection.in_transaction())
print("migrated" in names())
connection = engine.connect()
transaction = connection.begin()
session = Session(connection)
session.add(Thing(name="kept?"))
session.commit()
transaction.rollback()
print("kept?" in names())
transaction = connection.begin()
session = Session(connection)
session.add(Thing(name="session rolls back"))
session.flush()
session.rollback()
print(transaction.is_active, connection.in_transaction())
if connection.in_transaction():
    connection.rollback()
session.close()
with connection.begin(), connection.begin_nested():
    session = Session(connection)
    session.add(Thing(name="in a savepoint"))
    session.flush()
    session.rollback()
    session.add(Thing(name="second in it"))
    session.commit()
    session.close()
print("in a savepoint" in names(), "second in it" in names())
session = Session(connection)
session.add(Thing(name="own"))
session.commit()
print(connection.in_transaction())
session.close()
connection.close()
print("own" in names())

# Makers of sessions.
maker = sessionmaker(bind=engine)
with maker() as session:
    session.add(Thing(name="made"))
    session.commit()
with maker.begin() as session:
    session.add(Thing(name="made and begun"))
print("made" in names(), "made and begun" in names())
late = sessionmaker()
late.configure(bind=engine, expire_on_commit=False)
session = late()
thing = Thing(name="late")
session.add(thing)
session.commit()
print("name" in thing.__dict__, session.expire_on_commit)
session.close()
shared = scoped_session(maker)
print(shared() is shared(), shared.query(Thing).count() == shared().query(Thing).count())
shared.add(Thing(name="shared"))
shared.commit()
before = shared()
shared.remove()
print(before is shared(), "shared" in names())
shared.remove()
Base.query = scoped_session(maker).query_property()
print(Thing.query.filter_by(name="made").one().name)
unbound = Session()
try:
    unbound.query(Thing).all()
except sa.exc.UnboundExecutionError as error:
    print(type(error).__name__)
print(Session(binds={Thing: engine}).query(Thing).count() == len(names()))
with Session(engine) as session:
    print(session.connection().execute(sa.text("SELECT 1")).scalar(), session.scalar(sa.text("SELECT 2")))
    print(session.execute(sa.text("SELECT :a"), {"a": "b"}).scalar_one(), session.bind is engine, session.get_bind() is engine)


class Routed(Session):
    """A session that chooses what it is bound to."""

    def get_bind(self, mapper=None, clause=None, bind=None, **kw):
        asked.append(mapper.class_.__name__ if mapper is not None else None)
        return engine


asked = []
with Routed() as session:
    print(session.query(Thing).count() == len(names()), "Thing" in asked)
    session.add(Thing(name="routed"))
    session.commit()
print("routed" in names())

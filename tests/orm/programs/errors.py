"""What goes wrong, and how it is said."""

import os

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.orm import Session, declarative_base, relationship
from sqlalchemy.orm import exc as orm_exc

engine = sa.create_engine(os.environ["DATABASE_URL"])


def attempt(what, function):
    try:
        print(what, function())
    except Exception as error:
        print(what, type(error).__module__, type(error).__name__, str(error).split("\n")[0].split(" at 0x")[0][:300])


def with_classes(make):
    Base = declarative_base()
    classes = make(Base)
    Base.registry.configure()
    return classes[0]().other


def missing_class(Base):
    class A(Base):
        __tablename__ = "a"
        id = sa.Column(sa.Integer, primary_key=True)
        other = relationship("Missing")
    return [A]


def no_keys(Base):
    class A(Base):
        __tablename__ = "a"
        id = sa.Column(sa.Integer, primary_key=True)
        other = relationship("B")

    class B(Base):
        __tablename__ = "b"
        id = sa.Column(sa.Integer, primary_key=True)
    return [A, B]


def two_keys(Base):
    class A(Base):
        __tablename__ = "a"
        id = sa.Column(sa.Integer, primary_key=True)
        other = relationship("B")

    class B(Base):
        __tablename__ = "b"
        id = sa.Column(sa.Integer, primary_key=True)
        first = sa.Column(sa.ForeignKey("a.id"))
        second = sa.Column(sa.ForeignKey("a.id"))
    return [A, B]


def no_back(Base):
    class A(Base):
        __tablename__ = "a"
        id = sa.Column(sa.Integer, primary_key=True)
        other = relationship("B", back_populates="nothing")

    class B(Base):
        __tablename__ = "b"
        id = sa.Column(sa.Integer, primary_key=True)
        first = sa.Column(sa.ForeignKey("a.id"))
    return [A, B]


for make in (no_keys, two_keys):
    try:
        with_classes(make)
    except exc.SQLAlchemyError as error:
        print(type(error).__name__, str(error)[:160])
for make in (missing_class, no_back):
    try:
        with_classes(make)
    except exc.SQLAlchemyError as error:
        print(type(error).__name__)

Base = declarative_base()


class Thing(Base):
    __tablename__ = "things"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10), nullable=False, unique=True)
    version = sa.Column(sa.Integer)
    parts = relationship("Part", backref="thing")
    __mapper_args__ = {"version_id_col": version}


class Part(Base):
    __tablename__ = "parts"
    id = sa.Column(sa.Integer, primary_key=True)
    thing_id = sa.Column(sa.ForeignKey("things.id"))


Base.metadata.create_all(engine)
session = Session(engine)
thing = Thing(name="one")
session.add(thing)
session.commit()
print(thing.version)
thing.name = "uno"
session.commit()
print(thing.version)
session.execute(sa.update(Thing.__table__).values(version=9))
thing.name = "due"
attempt("stale", session.flush)
session.rollback()
print(thing.name, thing.version)

attempt("twice", lambda: (session.add_all([Thing(name="x"), Thing(name="x")]), session.flush()))
session.rollback()
attempt("null", lambda: (session.add(Thing()), session.flush()))
session.rollback()
attempt("not persisted", lambda: session.refresh(Thing(name="y")))
attempt("expunge", lambda: session.expunge(Thing(name="y")))
attempt("expire", lambda: session.expire(Thing(name="y")))
attempt("unmapped", lambda: session.add("text"))
attempt("unmapped query", lambda: session.query(object).all())
attempt("none", lambda: session.query(Thing).filter_by(name="none").one())
attempt("many", lambda: (session.add_all([Thing(name="p"), Thing(name="q")]), session.query(Thing).one())[1])
attempt("scalar_one", lambda: session.execute(sa.select(Thing.name)).scalar_one())
attempt("get", lambda: session.get_one(Thing, 99))
attempt("compare collection", lambda: Thing.parts == None or Thing.parts == thing)  # noqa: E711
attempt("any", lambda: Part.thing.any())
attempt("has", lambda: Thing.parts.has())
attempt("contains", lambda: Part.thing.contains(thing))
attempt("attribute", lambda: Thing.colour)
attempt("constructor", lambda: Thing(colour=1))
attempt("text", lambda: session.execute("SELECT 1"))
attempt("negative", lambda: session.query(Thing)[-1])
attempt("bad column", lambda: session.execute(sa.text("SELECT nothing FROM things")) and 1)
session.rollback()
other = Session(engine)
attempt("other session", lambda: other.add(session.query(Thing).first()))
held = session.query(Thing).first()
session.close()
attempt("closed", lambda: held.parts)
attempt("closed but loaded", lambda: held.name)
other.add(held)
print(held in other, [part.id for part in held.parts])
attempt("list", lambda: setattr(held, "parts", 3))
with Session(engine) as third:
    attempt("update name", lambda: third.query(Thing).update({"colour": 1}))
print(issubclass(orm_exc.NoResultFound, exc.NoResultFound), orm_exc.MultipleResultsFound is exc.MultipleResultsFound,
      issubclass(orm_exc.DetachedInstanceError, exc.SQLAlchemyError), issubclass(orm_exc.ObjectDeletedError, exc.InvalidRequestError))
other.close()

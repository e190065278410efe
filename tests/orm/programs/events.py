"""Listeners of sessions, of objects and of their flushes."""

import os

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session, declarative_base, sessionmaker

Base = declarative_base()
seen = []


class Doc(Base):
    __tablename__ = "docs"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(20))
    words = sa.Column(sa.Integer)


@event.listens_for(Doc, "before_insert")
def count(mapper, connection, doc):
    doc.words = len(doc.title.split())
    seen.append(("before_insert", doc.title))


@event.listens_for(Doc, "after_insert")
def note(mapper, connection, doc):
    seen.append(("after_insert", doc.id is not None))


@event.listens_for(Doc, "before_update")
def again(mapper, connection, doc):
    doc.words = len(doc.title.split())
    seen.append(("before_update", doc.title))


@event.listens_for(Doc, "after_delete")
def gone(mapper, connection, doc):
    seen.append(("after_delete", doc.title))


Maker = sessionmaker()


@event.listens_for(Maker, "before_flush")
def before_flush(session, context, instances):
    seen.append(("before_flush", len(session.new), len(session.dirty), len(session.deleted)))


@event.listens_for(Maker, "after_commit")
def after_commit(session):
    seen.append(("after_commit",))


@event.listens_for(Maker, "before_commit")
def before_commit(session):
    seen.append(("before_commit",))


@event.listens_for(Session, "after_rollback")
def after_rollback(session):
    seen.append(("after_rollback",))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Maker(bind=engine)


def show():
    print(seen)
    seen.clear()


session.add_all([Doc(title="one two three"), Doc(title="single")])
session.commit()
show()
print(session.query(Doc.title, Doc.words).order_by(Doc.id).all())
doc = session.query(Doc).filter_by(title="single").one()
doc.title = "not single"
session.flush()
show()
print(doc.words)
session.rollback()
show()
print(doc.title, doc.words)
session.delete(doc)
session.commit()
show()
session.close()
statements = []


@event.listens_for(engine, "before_cursor_execute")
def statement(connection, cursor, text, parameters, context, many):
    statements.append(text.split()[0])


with Session(engine) as plain:
    plain.add(Doc(title="a b"))
    plain.commit()
    plain.query(Doc).all()
print(statements.count("INSERT"), statements.count("SELECT"))
show()

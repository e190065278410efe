"""What queries load at once, later, or not at all."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import (
    Session,
    contains_eager,
    declarative_base,
    defer,
    deferred,
    immediateload,
    joinedload,
    lazyload,
    load_only,
    noload,
    raiseload,
    relationship,
    selectinload,
    subqueryload,
    undefer,
    undefer_group,
)

Base = declarative_base()
links = sa.Table("links", Base.metadata,
                 sa.Column("a", sa.ForeignKey("books.id")), sa.Column("b", sa.ForeignKey("shelves.id")))


class Writer(Base):
    __tablename__ = "writers"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    books = relationship("Book", back_populates="writer", order_by="Book.id")
    eager = relationship("Book", lazy="joined", order_by="Book.title.desc()", viewonly=True)


class Book(Base):
    __tablename__ = "books"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(20))
    summary = deferred(sa.Column(sa.Text))
    first = deferred(sa.Column(sa.String(5)), group="parts")
    second = deferred(sa.Column(sa.String(5)), group="parts")
    writer_id = sa.Column(sa.ForeignKey("writers.id"))
    writer = relationship(Writer, back_populates="books")
    shelves = relationship("Shelf", secondary=links, lazy="selectin", order_by="Shelf.id")
    later = relationship("Shelf", secondary=links, lazy="dynamic", viewonly=True)


class Shelf(Base):
    __tablename__ = "shelves"
    id = sa.Column(sa.Integer, primary_key=True)
    place = sa.Column(sa.String(20))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
top, low = Shelf(place="top"), Shelf(place="low")
for number, name in enumerate(("ann", "bob", "cid")):
    writer = Writer(name=name)
    session.add(writer)
    for part in range(number):
        writer.books.append(Book(title="%s-%d" % (name, part), summary="long", first="f", second="s",
                                 shelves=[top, low][:part + 1]))
session.commit()


def loaded(instance):
    return sorted(key for key in instance.__dict__ if not key.startswith("_"))


for option in (joinedload, subqueryload, selectinload, immediateload, lazyload):
    session.expunge_all()
    writers = session.query(Writer).options(option(Writer.books)).order_by(Writer.id).all()
    print(option.__name__, [(w.name, [b.title for b in w.books]) for w in writers])
session.expunge_all()
writer = session.query(Writer).options(joinedload(Writer.books).joinedload(Book.shelves)).filter_by(name="cid").one()
print([[s.place for s in b.shelves] for b in writer.books], loaded(writer), [b.title for b in writer.eager])
session.expunge_all()
book = session.query(Book).options(joinedload(Book.writer)).order_by(Book.id).first()
print(loaded(book), book.writer.name, book.summary, loaded(book))
print(book.first, loaded(book))
session.expunge_all()
book = session.query(Book).options(undefer(Book.summary), undefer_group("parts")).first()
print(loaded(book))
session.expunge_all()
book = session.query(Book).options(load_only(Book.title)).first()
print(loaded(book), book.writer_id, loaded(book))
session.expunge_all()
book = session.query(Book).options(defer(Book.title)).first()
print(loaded(book), book.title)
session.expunge_all()
writer = session.query(Writer).options(noload(Writer.books)).filter_by(name="cid").one()
print(writer.books)
session.expunge_all()
writer = session.query(Writer).options(raiseload(Writer.books)).filter_by(name="cid").one()
try:
    writer.books
except sa.exc.InvalidRequestError as error:
    print(error)
session.expunge_all()
query = session.query(Writer).join(Writer.books).options(contains_eager(Writer.books)).filter(Book.title.like("%-1"))
for writer in query:
    print(writer.name, [b.title for b in writer.books])
session.expunge_all()
rows = session.query(Book).join(Book.writer).options(contains_eager(Book.writer)).order_by(Book.id).all()
print([(b.title, "writer" in b.__dict__, b.writer.name) for b in rows])
session.expunge_all()
query = session.query(Writer).options(joinedload(Writer.books)).order_by(Writer.id)
print([len(w.books) for w in query], [w.name for w in query.enable_eagerloads(False)])
session.expunge_all()
print([w.name for w in session.query(Writer).options(joinedload(Writer.books)).order_by(Writer.name).limit(2)])
print(session.query(Writer).options(joinedload(Writer.books)).count())
print([(w.name, len(w.books)) for w in session.scalars(sa.select(Writer).options(selectinload(Writer.books)).order_by(Writer.id)).unique()])
print([(w.name, len(w.books)) for w in session.scalars(sa.select(Writer).options(joinedload(Writer.books)).order_by(Writer.id)).unique()])
book = session.query(Book).filter_by(title="cid-1").one()
print(book.later.count(), [s.place for s in book.later.order_by(Shelf.place)], book.later.filter_by(place="top").one().place)
print(session.query(Book.title).join(Book.writer).filter(Writer.name == "bob").all())
print([(b.title, w.name) for b, w in session.query(Book, Writer).join(Writer).options(load_only(Book.title)).order_by(Book.id)])
session.close()

"""Classes made of the tables that are there."""

import os

import sqlalchemy as sa
from sqlalchemy.ext.automap import automap_base
from sqlalchemy.orm import Session

engine = sa.create_engine(os.environ["DATABASE_URL"])
metadata = sa.MetaData()
sa.Table("authors", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(10)))
sa.Table("books", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("title", sa.String(10)),
         sa.Column("author_id", sa.ForeignKey("authors.id", name="books_author"), nullable=True))
sa.Table("shelves", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("place", sa.String(10)))
sa.Table("placed", metadata, sa.Column("book_id", sa.ForeignKey("books.id", name="p1"), primary_key=True),
         sa.Column("shelf_id", sa.ForeignKey("shelves.id", name="p2"), primary_key=True))
sa.Table("keyless", metadata, sa.Column("a", sa.Integer))
metadata.create_all(engine)

Base = automap_base()


class Author(Base):
    __tablename__ = "authors"

    def shout(self):
        return self.name.upper()


Base.prepare(autoload_with=engine)
print(sorted(Base.classes.keys()))
Book, Shelf = Base.classes.books, Base.classes["shelves"]
session = Session(engine)
ann = Author(name="ann")
book = Book(title="one", author=ann)
session.add(book)
session.add(Book(title="two", author=ann, shelves_collection=[Shelf(place="top")]))
session.commit()
print([b.title for b in ann.books_collection], book.author.shout())
print([(s.place, [b.title for b in s.books_collection]) for s in session.query(Shelf)])
print(session.query(Book).filter(Book.author.has(name="ann")).count(), session.query(Book.title).order_by(Book.id).all())
for b in session.query(Book).order_by(Book.id):
    b.title = b.title * 2
session.commit()
print(session.query(Book.title).order_by(Book.id).all(), Book.__table__.name, Book.__name__)
second = automap_base(metadata=sa.MetaData())
second.prepare(autoload_with=engine)
print(sorted(second.classes.keys()), session.query(second.classes.authors).one().name)
session.close()

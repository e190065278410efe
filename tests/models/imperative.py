"""A library, mapped imperatively, and tables without classes."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import registry, relationship

metadata = MetaData()
mapper_registry = registry(metadata=metadata)

author = Table(
    "author",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(100), nullable=False, key="full_name"),
    Column("born", Date),
)

book = Table(
    "book",
    metadata,
    Column("isbn", String(13), nullable=False),
    Column("edition", SmallInteger, nullable=False, server_default=text("1")),
    Column("title", String(300), nullable=False),
    Column("author_id", ForeignKey("author.id"), nullable=False),
    Column("year", Integer),
    PrimaryKeyConstraint("isbn", "edition", name="book_key"),
    CheckConstraint("year > 1400", name="book_year"),
    Index("book_title", "title"),
)

copy = Table(
    "copy",
    metadata,
    Column("barcode", String(20), primary_key=True),
    Column("isbn", String(13), nullable=False),
    Column("edition", SmallInteger, nullable=False),
    Column("shelf", String(10)),
    ForeignKeyConstraint(
        ["isbn", "edition"], ["book.isbn", "book.edition"], name="copy_book", ondelete="CASCADE"
    ),
)

loan = Table(
    "loan",
    metadata,
    Column("barcode", ForeignKey(copy.c.barcode), primary_key=True),
    Column("member", Integer, primary_key=True, autoincrement=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    UniqueConstraint("barcode", "since"),
)


class Author:
    pass


class Book:
    def __init__(self, isbn, title):
        self.isbn = isbn
        self.title = title


mapper_registry.map_imperatively(Author, author, properties={"books": relationship("Book")})
mapper_registry.map_imperatively(Book, book)


@mapper_registry.mapped
class Copy:
    __table__ = copy

    loans = relationship("Loan")


@mapper_registry.mapped
class Loan:
    __table__ = loan


@mapper_registry.mapped
class Fine:
    __tablename__ = "fine"

    id = Column(Integer, primary_key=True)
    barcode = Column(String(20), ForeignKey("copy.barcode"), nullable=False)
    cents = Column(Integer, nullable=False)

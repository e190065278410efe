"""`MappedAsDataclass`, on the base and beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Optional

from sqlalchemy import ForeignKey, String, func
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    mapped_column,
    registry,
    relationship,
)

pk = Annotated[int, mapped_column(primary_key=True)]
reg = registry()


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    pass


class Stamps(MappedAsDataclass):
    created: Mapped[datetime] = mapped_column(server_default=func.now(), init=False, sort_order=50)
    changed: Mapped[Optional[datetime]] = mapped_column(default=None, sort_order=51)


class Author(Stamps, Base, kw_only=True):
    __tablename__ = "author"

    id: Mapped[pk] = mapped_column(init=False)
    name: Mapped[str] = mapped_column(String(90))
    pen_name: Mapped[Optional[str]] = mapped_column(default=None, repr=False)
    active: Mapped[bool] = mapped_column(default=True)

    books: Mapped[list[Book]] = relationship(default_factory=list, back_populates="author", repr=False)


class Book(Base, unsafe_hash=True, kw_only=True):
    __tablename__ = "book"

    id: Mapped[pk] = mapped_column(init=False, hash=False)
    title: Mapped[str]
    pages: Mapped[int] = mapped_column(default=0, server_default="0")
    author_id: Mapped[Optional[int]] = mapped_column(ForeignKey("author.id"), default=None)
    code: Mapped[str] = mapped_column(String(10), default_factory=lambda: "x", unique=True)

    author: Mapped[Optional[Author]] = relationship(default=None, back_populates="books")


@reg.mapped_as_dataclass
class Loose:
    __tablename__ = "loose"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    word: Mapped[str] = mapped_column(String(30), default="?")
    count: Mapped[Optional[int]] = mapped_column(default=None)


target_metadata = [Base.metadata, reg.metadata]

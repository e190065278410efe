"""Everything that a class may hold and that is no column of its own."""

import dataclasses

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Text, case, event, func, select
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    attribute_keyed_dict,
    backref,
    column_property,
    composite,
    deferred,
    mapped_column,
    object_session,
    query_expression,
    reconstructor,
    relationship,
    synonym,
    validates,
)


class Base(DeclarativeBase):
    @classmethod
    def __declare_last__(cls):
        pass

    def as_dict(self):
        return {column.name: getattr(self, column.name) for column in self.__table__.columns}


@dataclasses.dataclass
class Point:
    x: int
    y: int


@dataclasses.dataclass
class Money:
    amount: int
    currency: str


class Shape(Base):
    __tablename__ = "shape"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(40))
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = composite(Point, mapped_column("x2", Integer), mapped_column("y2", Integer))
    price: Mapped[Money] = composite(mapped_column("amount"), mapped_column("currency", String(3)))
    description = deferred(Column(Text))
    svg: Mapped[str | None] = mapped_column(Text, deferred=True, deferred_group="big")
    label = column_property(Column("label_text", String(80)))
    shout = column_property(func.upper(label.expression))
    heading = synonym("title")
    expr: Mapped[int | None] = query_expression()

    tags: Mapped[list["ShapeTag"]] = relationship(
        back_populates="shape", order_by="ShapeTag.position", collection_class=ordering_list("position")
    )
    tag_names: AssociationProxy[list[str]] = association_proxy("tags", "name")
    notes = relationship("Note", collection_class=attribute_keyed_dict("keyword"), lazy="selectin")

    @hybrid_property
    def length(self) -> int:
        return self.end.x - self.start.x

    @length.expression
    def length(cls):
        return cls.id * 2

    @hybrid_property
    def is_named(self):
        return self.title != ""

    @is_named.inplace.expression
    @classmethod
    def _is_named(cls):
        return case((cls.title != "", True), else_=False)

    @hybrid_method
    def longer_than(self, n):
        return self.length > n

    @validates("title", "label")
    def check(self, key, value):
        assert value
        return value

    @reconstructor
    def loaded(self):
        self.session = object_session(self)

    @property
    def plain(self):
        return self.title


class ShapeTag(Base):
    __tablename__ = "shape_tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    shape_id: Mapped[int] = mapped_column(ForeignKey("shape.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(20), index=True)

    shape: Mapped[Shape] = relationship(back_populates="tags")


class Note(Base):
    __tablename__ = "note"

    id = Column(Integer, primary_key=True)
    shape_id = Column(ForeignKey("shape.id", ondelete="CASCADE"), index=True)
    keyword = Column(String(10))
    text = Column(Text)

    shape = relationship(Shape, backref=backref("all_notes", cascade="all", viewonly=True), viewonly=True)


Shape.tag_count = column_property(
    select(func.count(ShapeTag.id)).where(ShapeTag.shape_id == Shape.id).correlate_except(ShapeTag).scalar_subquery()
)
Note.added = Column("added_later", Integer, server_default="1")
Index("note_words", Note.keyword, func.lower(Note.text))


@event.listens_for(Shape, "before_insert")
def before_insert(mapper, connection, target):
    target.title = target.title.strip()


@event.listens_for(Shape.title, "set", retval=True)
def on_set(target, value, old, initiator):
    return value


@event.listens_for(Note.__table__, "after_create")
def after_create(target, connection, **kw):
    pass

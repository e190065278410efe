"""Bases in all the ways in which they are made."""

from typing import Optional

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String
from sqlalchemy.ext.declarative import declarative_base as old_declarative_base
from sqlalchemy.orm import (
    DeclarativeBaseNoMeta,
    DeclarativeMeta,
    Mapped,
    as_declarative,
    declarative_base,
    declarative_mixin,
    declared_attr,
    mapped_column,
    registry,
)

metadata = MetaData()


class NoMeta(DeclarativeBaseNoMeta):
    metadata = metadata


class Plain(NoMeta):
    __tablename__ = "plain"

    id: Mapped[int] = mapped_column(primary_key=True)
    word: Mapped[Optional[str]]


@as_declarative(metadata=metadata)
class Decorated:
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return "decorated_" + cls.__name__.lower()


class First(Decorated):
    text = Column(String(10))


class Second(First):
    __tablename__ = "decorated_second"

    id = Column(ForeignKey("decorated_first.id"), primary_key=True)
    more = Column(String(11))


class Helpful:
    """What a base may have."""

    __abstract__ = True
    __table_args__ = {"comment": "helped"}

    def save(self):
        return self


Old = old_declarative_base(cls=Helpful, metadata=metadata, name="Old")


class Ancient(Old):
    __tablename__ = "ancient"

    id = Column("ancient_id", Integer, primary_key=True)
    value = Column(type_=String(5), name="val", nullable=False)


mapper_registry = registry(metadata=metadata, type_annotation_map={str: String(77)})


class Meta(metaclass=DeclarativeMeta):
    __abstract__ = True
    registry = mapper_registry
    metadata = mapper_registry.metadata
    __init__ = mapper_registry.constructor


class Modern(Meta):
    __tablename__ = "modern"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


Generated = mapper_registry.generate_base()


@declarative_mixin
class Numbered:
    number = Column(Integer, unique=True)


class Made(Numbered, Generated):
    __tablename__ = "made"

    id = Column(Integer, primary_key=True)
    modern_id = Column(ForeignKey(Modern.id))


Once = declarative_base(metadata=metadata, type_annotation_map={str: String(9)})


class Last(Once):
    __tablename__ = "last"

    id: Mapped[int] = mapped_column(primary_key=True)
    nine: Mapped[str]

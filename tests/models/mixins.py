"""Mixins: columns, `declared_attr` in its forms, arguments that are merged."""

import re
import uuid
from datetime import datetime

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls):
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class HasId:
    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-10)


class HasUuid:
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4, sort_order=-10)


class Stamped:
    created_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now(), sort_order=100)
    updated_at: Mapped[datetime | None] = mapped_column(DateTime, onupdate=func.now(), sort_order=101)


class Named:
    name = Column(String(80), nullable=False)

    @declared_attr.directive
    def __table_args__(cls):
        return (
            UniqueConstraint("name", name="uq_%s_name" % cls.__tablename__),
            {"comment": "things with a name"},
        )


class Owned:
    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)

    @declared_attr
    def owner(cls) -> Mapped["Person"]:
        return relationship("Person", foreign_keys=[cls.owner_id])


class SoftDelete:
    deleted_at = Column(DateTime)

    @declared_attr
    def deleted_by_id(cls):
        return Column(Integer, ForeignKey("person.id"))


class Person(HasId, Stamped, Base):
    full_name: Mapped[str] = mapped_column(String(200))


class Project(Named, Owned, Stamped, HasId, Base):
    budget: Mapped[int | None]


class Document(HasUuid, Owned, SoftDelete, Stamped, Base):
    __table_args__ = (Index("ix_document_title_owner", "title", "owner_id", unique=True),)

    title: Mapped[str] = mapped_column(String(120))
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    pages: Mapped[int] = mapped_column(default=0)


class AuditLine(Stamped, HasId, Base):
    __tablename__ = "audit"

    what: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))

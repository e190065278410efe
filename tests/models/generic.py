"""Helpers that a project builds: factories of columns, base classes with
generics, a registry of classes by name."""

from __future__ import annotations

import uuid
from datetime import datetime, timezone
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import JSON, DateTime, ForeignKey, Index, MetaData, String, Uuid, event, text
from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship, selectinload
from sqlalchemy.types import TypeDecorator

T = TypeVar("T")


def utcnow() -> datetime:
    return datetime.now(timezone.utc)


class UtcDateTime(TypeDecorator[datetime]):
    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value


class StringList(TypeDecorator):
    impl = JSON
    cache_ok = True


def fk(target: str, **kw: Any) -> Mapped[uuid.UUID]:
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), **kw)


class Base(AsyncAttrs, DeclarativeBase):
    __abstract__ = True
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, list[str]: StringList, uuid.UUID: Uuid(as_uuid=True)}
    models: ClassVar[dict[str, type]] = {}

    def __init_subclass__(cls, **kw: Any) -> None:
        super().__init_subclass__(**kw)
        cls.models[cls.__name__] = cls

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Entity(Base):
    __abstract__ = True

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4, server_default=text("'0'"))
    created_at: Mapped[datetime] = mapped_column(default=utcnow)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()


class Versioned(Generic[T]):
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    payload: Mapped[T | None] = mapped_column(JSON)

    @declared_attr
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}


class Workspace(Entity):
    name: Mapped[str] = mapped_column(String(80), unique=True)
    labels: Mapped[list[str]]


class Flow(Versioned[dict], Entity):
    workspace_id: Mapped[uuid.UUID] = fk("workspace.id")
    name: Mapped[str] = mapped_column(String(80))
    last_run: Mapped[datetime | None]

    workspace: Mapped[Workspace] = relationship(lazy="joined")

    @declared_attr.directive
    def __table_args__(cls):
        return (Index(None, "workspace_id", "name", unique=True),)


class Run(Entity):
    flow_id: Mapped[uuid.UUID] = fk("flow.id")
    state: Mapped[str] = mapped_column(String(16), server_default="pending")
    __table_args__ = (Index("ix_run_active", "flow_id", postgresql_where=text("state = 'running'")),)


@event.listens_for(Flow, "before_update", propagate=True)
def touch(mapper, connection, target):
    target.last_run = utcnow()


@event.listens_for(Base.metadata, "after_create")
def after(target, connection, **kw):
    """Nothing."""


loader = selectinload(Flow.workspace)

"""Enums in all their forms."""

import enum
from typing import Literal

from sqlalchemy import Column, Enum, Integer, MetaData, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Priority(enum.IntEnum):
    LOW = 1
    HIGH = 10


class Size(str, enum.Enum):
    SMALL = "s"
    LARGE = "l"
    BIG = "l"


class Phase(enum.Enum):
    draft = "Draft"
    final = "Final, and closed"


def values(cls):
    return [member.value for member in cls]


Weekday = Literal["mon", "tue", "wed"]


class Base(DeclarativeBase):
    type_annotation_map = {
        enum.Enum: Enum(enum.Enum, native_enum=False, length=30),
        Phase: Enum(Phase, values_callable=values, name="document_phase"),
        Weekday: Enum("mon", "tue", "wed", name="weekday"),
    }


class Ticket(Base):
    __tablename__ = "ticket"

    id: Mapped[int] = mapped_column(primary_key=True)
    priority: Mapped[Priority]
    size: Mapped[Size] = mapped_column(Enum(Size))
    size_value: Mapped[Size] = mapped_column(Enum(Size, values_callable=values, name="size_value"))
    phase: Mapped[Phase]
    phase_again: Mapped[Phase | None]
    day: Mapped[Weekday]
    old: Mapped[str] = mapped_column(Enum("open", "closed", name="ticket_state"), server_default="open")
    text: Mapped[str] = mapped_column(Enum("x", "yy", native_enum=False, create_constraint=True, name="text_kind"))
    long: Mapped[str] = mapped_column(Enum("x", "yy", native_enum=False, length=40))


class Board(Base):
    __tablename__ = "board"
    __table_args__ = (UniqueConstraint("kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(
        Enum("kanban", "it's", name="board_kind").with_variant(
            postgresql.ENUM("kanban", "it's", name="board_kind", create_type=False), "postgresql"
        )
    )


shared = Enum("a", "b", name="shared", metadata=Base.metadata)
Table("one", Base.metadata, Column("id", Integer, primary_key=True), Column("letter", shared))
Table("two", Base.metadata, Column("id", Integer, primary_key=True), Column("letter", shared, nullable=False))

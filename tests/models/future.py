"""A forum whose annotations are text."""

from __future__ import annotations

import enum
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Optional

from sqlalchemy import JSON, BigInteger, DateTime, ForeignKey, SmallInteger, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column, relationship

if TYPE_CHECKING:
    from collections.abc import Sequence

big = Annotated[int, mapped_column(BigInteger)]
stamp = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Base(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON, Optional[Decimal]: String(40)}

    page_size: ClassVar[int] = 50


class Role(str, enum.Enum):
    admin = "Administrator"
    member = "Member"


class Member(Base):
    __tablename__ = "members"

    id: Mapped[big] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(30), unique=True)
    role: Mapped[Role] = mapped_column(default=Role.member)
    settings: Mapped[dict[str, Any]]
    notes: Mapped[str | None] = mapped_column(Text)
    karma: Mapped[int | None]
    seen: Mapped[stamp | None]
    invited_by: Mapped[big | None] = mapped_column(ForeignKey("members.id"))

    threads: Mapped[list[Thread]] = relationship(back_populates="owner")
    helpers: ClassVar[Sequence[str]] = ()


class Thread(Base):
    __tablename__ = "threads"

    id: Mapped[big] = mapped_column(primary_key=True)
    owner_id: Mapped[big] = mapped_column(ForeignKey("members.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    pinned: Mapped[bool] = mapped_column(server_default="false")
    rank: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    opened: Mapped[stamp]

    owner: Mapped[Member] = relationship(back_populates="threads")
    posts: Mapped[list["Reply"]] = relationship(back_populates="thread", order_by="Reply.id")


class Reply(Base):
    __tablename__ = "replies"

    id: Mapped[big] = mapped_column(primary_key=True)
    thread_id: Mapped[big] = mapped_column(ForeignKey(Thread.id))
    author_id: Mapped[Optional[big]] = mapped_column(ForeignKey(Member.id))
    body: Mapped[str]
    extra: Mapped[Optional[dict[str, Any]]]

    thread: Mapped["Thread"] = relationship(back_populates="posts")

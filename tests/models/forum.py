"""A forum: trees of posts, tags, votes and moderators; listeners and
properties that make no columns."""

from __future__ import annotations

import datetime
import enum
from typing import List, Optional

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.associationproxy import association_proxy
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    backref,
    column_property,
    declared_attr,
    mapped_column,
    relationship,
    synonym,
    validates,
)


class Base(DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Visibility(enum.Enum):
    public = "p"
    members = "m"
    hidden = "h"


class Dated:
    created_at: Mapped[datetime.datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.now(), sort_order=90
    )
    changed_at: Mapped[Optional[datetime.datetime]] = mapped_column(sort_order=91)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"


post_tags = sa.Table(
    "post_tags",
    Base.metadata,
    sa.Column("post_id", sa.ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("tag_name", sa.ForeignKey("tags.name", onupdate="CASCADE"), primary_key=True),
)


class Member(Dated, Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    nick: Mapped[str] = mapped_column(sa.String(30), unique=True)
    address: Mapped[Optional[str]] = mapped_column("email", sa.String(120), index=True)
    mail = synonym("address")

    @hybrid_property
    def has_mail(self):
        return self.address is not None

    @validates("nick")
    def _check_nick(self, key, value):
        return value.strip()


class Tag(Base):
    __tablename__ = "tags"
    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    posts: Mapped[List[Post]] = relationship(secondary=post_tags, back_populates="tags")


class Post(Dated, Base):
    __table_args__ = (
        sa.CheckConstraint("length(body) > 0", name="body"),
        sa.Index(None, "member_id", "visibility"),
        {"comment": "answers are posts too"},
    )

    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    parent_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey("posts.id", ondelete="SET NULL"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey(Member.id))
    body: Mapped[str] = mapped_column(sa.Text, comment="Markdown")
    visibility: Mapped[Visibility] = mapped_column(
        sa.Enum(Visibility, values_callable=lambda kind: [one.value for one in kind], name="visibility"),
        server_default="p",
    )
    answers: Mapped[List[Post]] = relationship(backref=backref("parent", remote_side=[id]))
    tags: Mapped[List[Tag]] = relationship(secondary=post_tags, back_populates="posts")
    tag_names = association_proxy("tags", "name")
    size = column_property(sa.func.length(body))


class Vote(Base):
    __tablename__ = "votes"
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("posts.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"), primary_key=True)
    value: Mapped[int] = mapped_column(sa.SmallInteger, sa.CheckConstraint("value IN (-1, 1)", name="value"))


class Moderation(Base):
    __tablename__ = "moderations"
    __table_args__ = (
        sa.ForeignKeyConstraint(["post_id", "member_id"], ["votes.post_id", "votes.member_id"]),
        sa.UniqueConstraint("post_id", "member_id"),
    )
    id: Mapped[int] = mapped_column(sa.Identity(start=100), primary_key=True)
    post_id: Mapped[Optional[int]]
    member_id: Mapped[Optional[int]]
    reason: Mapped[str] = mapped_column(sa.String(200), server_default="")


@event.listens_for(Post, "before_insert")
def _dated(mapper, connection, post):
    post.changed_at = post.created_at


@event.listens_for(Base.metadata, "after_create")
def _told(target, connection, **kw):
    pass

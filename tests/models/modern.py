"""Newer forms of declarative mapping."""
from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Dict, List, Literal, Optional, Union

from sqlalchemy import (
    BigInteger, CheckConstraint, Column, DateTime, ForeignKey, ForeignKeyConstraint, Index, Integer,
    LargeBinary, Numeric, SmallInteger, String, Table, Text, UniqueConstraint, event, func, select,
    text, types,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.ext.hybrid import hybrid_method, hybrid_property
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import (
    DeclarativeBase, DeclarativeBaseNoMeta, DynamicMapped, Mapped, MappedAsDataclass,
    WriteOnlyMapped, attribute_keyed_dict, column_property, composite, configure_mappers,
    declared_attr, deferred, mapped_column, orm_insert_sentinel, query_expression, reconstructor,
    registry, relationship, synonym, validates,
)
from sqlalchemy.sql.expression import ColumnElement

intpk = Annotated[int, mapped_column(primary_key=True)]
required_name = Annotated[str, mapped_column(String(30), nullable=False)]
timestamp = Annotated[
    datetime.datetime, mapped_column(nullable=False, server_default=func.current_timestamp())
]
user_fk = Annotated[int, mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)]


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Weekday(enum.IntEnum):
    MON = 1
    TUE = 2


class Permission(enum.Flag):
    R = 1
    W = 2


class StrEnum(str, enum.Enum):
    a = "A"
    b = "B"


class Base(AsyncAttrs, DeclarativeBase):
    type_annotation_map = {
        datetime.datetime: DateTime(timezone=True),
        decimal.Decimal: Numeric(12, 4),
        dict[str, Any]: postgresql.JSONB().with_variant(types.JSON(), "sqlite"),
        list[str]: postgresql.ARRAY(String).with_variant(types.JSON(), "sqlite"),
        StrEnum: types.Enum(StrEnum, native_enum=False, length=20, values_callable=lambda e: [m.value for m in e]),
        Literal["x", "yy"]: types.Enum("x", "yy", name="letters"),
        bytes: LargeBinary(16),
    }


class Timestamps:
    created_at: Mapped[timestamp] = mapped_column(sort_order=100)
    updated_at: Mapped[Optional[datetime.datetime]] = mapped_column(onupdate=func.now(), sort_order=101)

    @declared_attr
    def note(cls) -> Mapped[Optional[str]]:
        return deferred(mapped_column(Text))

    @declared_attr.directive
    def __table_args__(cls):
        return (Index(f"ix_{cls.__tablename__}_created", "created_at"), {"comment": cls.__name__})


class Account(Timestamps, Base):
    __tablename__ = "account"
    LIMIT: ClassVar[int] = 5
    id: Mapped[intpk]
    name: Mapped[required_name]
    nick: Mapped[required_name | None] = mapped_column(nullable=True)
    color: Mapped[Color] = mapped_column(default=Color.RED)
    day: Mapped[Optional[Weekday]]
    word: Mapped[StrEnum] = mapped_column(server_default="A")
    letter: Mapped[Literal["x", "yy"]]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    tags: Mapped[list[str]] = mapped_column(default=list)
    more: Mapped[Dict[str, Any]] = mapped_column(MutableDict.as_mutable(types.JSON))
    avatar: Mapped[bytes | None]
    token: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4, unique=True)
    amount: Mapped[decimal.Decimal]
    rate: Mapped[float] = mapped_column(Numeric(5, 2, asdecimal=False))
    delta: Mapped[datetime.timedelta]
    at: Mapped[datetime.time | None]
    on: Mapped[datetime.date]
    any: Mapped[Any] = mapped_column(postgresql.INET().with_variant(String(40), "sqlite"))
    un: Mapped[Union[str, None]] = mapped_column("un_named")
    boss_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", name="fk_boss", use_alter=True))
    boss: Mapped[Account | None] = relationship(remote_side="Account.id", back_populates="staff")
    staff: Mapped[List[Account]] = relationship(back_populates="boss")
    notes: WriteOnlyMapped["Note"] = relationship(order_by="Note.id", passive_deletes=True)
    posts: DynamicMapped[Post] = relationship(back_populates="author", cascade="all, delete-orphan")
    by_title: Mapped[Dict[str, "Post"]] = relationship(collection_class=attribute_keyed_dict("title"), viewonly=True)
    post_titles: AssociationProxy[List[str]] = association_proxy("posts", "title")
    upper: Mapped[str] = column_property(func.upper(text("name")), deferred=True)
    expr: Mapped[int] = query_expression()
    label = synonym("name")

    @validates("name", "nick", include_removes=False)
    def check_name(self, key, value):
        return value

    @hybrid_property
    def is_boss(self) -> bool:
        return self.boss_id is None

    @is_boss.inplace.expression
    @classmethod
    def _is_boss(cls) -> ColumnElement[bool]:
        return cls.boss_id.is_(None)

    @hybrid_method
    def longer(self, n):
        return len(self.name) > n

    @reconstructor
    def init_on_load(self):
        pass


class Note(Base):
    __tablename__ = "note"
    id: Mapped[intpk]
    account_id: Mapped[user_fk]
    sentinel: Mapped[int] = orm_insert_sentinel("_sentinel")
    body: Mapped[Optional[str]] = mapped_column(Text(), deferred=True, deferred_group="big", use_existing_column=False)


@dataclass
class Point:
    x: int
    y: Optional[int]


class Post(Base):
    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("author_id", "title"),
        CheckConstraint("length(title) > 0", name="title_given"),
        {"info": {"a": 1}, "sqlite_autoincrement": True},
    )
    __mapper_args__ = {"eager_defaults": True, "confirm_deleted_rows": False}
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    author_id: Mapped[user_fk]
    title: Mapped[str] = mapped_column(String(50), index=True)
    position: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    author: Mapped[Account] = relationship(back_populates="posts", lazy="joined", innerjoin=True)
    start: Mapped[Point] = composite(mapped_column("x1"), mapped_column("y1"))
    end: Mapped[Point] = composite(Point, mapped_column("x2", BigInteger), mapped_column("y2"))


Account.post_count = column_property(
    select(func.count(Post.id)).where(Post.author_id == Account.id).correlate_except(Post).scalar_subquery(),
    deferred=True,
)
Index("ix_post_lower_title", func.lower(Post.title), postgresql_where=Post.position > 0)
Index("ix_post_desc", Post.position.desc().nulls_last(), Post.title)

reg = registry(metadata=Base.metadata, type_annotation_map={str: String(77)})


@reg.mapped_as_dataclass(init=True, kw_only=True)
class Thing:
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str] = mapped_column(default=None, repr=False)
    flags: Mapped[Optional[str]] = mapped_column(default_factory=lambda: "q", compare=False)
    children: Mapped[List[Sub]] = relationship(default_factory=list)


@reg.mapped_as_dataclass
class Sub:
    __tablename__ = "sub"
    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    thing_id: Mapped[int] = mapped_column(ForeignKey("thing.id"), init=False)


class DataBase(MappedAsDataclass, DeclarativeBase, repr=False, kw_only=True):
    metadata = Base.metadata
    registry = registry(metadata=Base.metadata)


class Row(DataBase, unsafe_hash=True):
    __tablename__ = "data_row"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    value: Mapped[Optional[str]] = mapped_column(String(9), default="v")


@reg.mapped
@dataclass
class Old:
    __table__ = Table(
        "old", reg.metadata,
        Column("id", Integer, primary_key=True),
        Column("name", String(50)),
        Column("thing", ForeignKey("thing.id")),
    )
    id: int = field(init=False)
    name: str = None
    thing: List[int] = field(default_factory=list)
    __mapper_args__ = {"properties": {"things": relationship("Thing")}}


@reg.mapped
@dataclass
class Older:
    __tablename__ = "older"
    __sa_dataclass_metadata_key__ = "sa"
    id: int = field(init=False, metadata={"sa": Column(Integer, primary_key=True)})
    name: str = field(default=None, metadata={"sa": Column(String(50))})
    thing_id: int = field(init=False, metadata={"sa": Column(ForeignKey("thing.id"))})


class NoMeta(DeclarativeBaseNoMeta):
    metadata = Base.metadata


class Plain(NoMeta):
    __tablename__ = "plain"
    a: Mapped[int] = mapped_column(primary_key=True)
    b: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class PlainChild(NoMeta):
    __tablename__ = "plain_child"
    id: Mapped[int] = mapped_column(primary_key=True)
    pa: Mapped[int]
    pb: Mapped[int]
    __table_args__ = (
        ForeignKeyConstraint(["pa", "pb"], [Plain.a, "plain.b"], onupdate="CASCADE", match="FULL", deferrable=True, initially="DEFERRED"),
    )


@event.listens_for(Post, "before_insert")
def before(mapper, connection, target):
    pass


@event.listens_for(Base.metadata, "after_create")
def after(target, connection, **kw):
    pass


@event.listens_for(Post.title, "set", retval=True)
def on_set(target, value, oldvalue, initiator):
    return value


configure_mappers()

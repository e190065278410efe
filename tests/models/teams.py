"""Models of SQLModel."""

import enum
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any, List, Optional
from pathlib import Path
from ipaddress import IPv4Address
from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Text, UniqueConstraint, func, text
from sqlalchemy import Enum as SAEnum
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, Relationship, SQLModel


class Kind(str, enum.Enum):
    a = "a"
    b = "b"


class Level(enum.IntEnum):
    one = 1


class TimestampMixin(SQLModel):
    created_at: datetime = Field(default_factory=lambda: datetime.now(timezone.utc), sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": func.now()}, nullable=False)
    updated_at: Optional[datetime] = Field(default=None, sa_column_kwargs={"onupdate": func.now()})


class Base(SQLModel):
    id: Optional[int] = Field(default=None, primary_key=True)


class TeamUserLink(SQLModel, table=True):
    __tablename__ = "team_user"
    team_id: int | None = Field(default=None, foreign_key="team.id", primary_key=True)
    user_id: uuid.UUID | None = Field(default=None, foreign_key="users.id", primary_key=True, ondelete="CASCADE")


class Team(Base, TimestampMixin, table=True):
    __table_args__ = (UniqueConstraint("name", "kind", name="uq_team"), Index("ix_low", text("lower(name)")), {"comment": "teams"})
    name: str = Field(index=True, max_length=50, unique=True, description="x")
    kind: Kind = Field(default=Kind.a, sa_column=Column(SAEnum(Kind), nullable=False, server_default="a"))
    kind2: Kind
    kind3: Kind | None = None
    level: Level = Level.one
    money: Decimal = Field(default=0, max_digits=10, decimal_places=3)
    money2: Decimal
    rate: float = 0.5
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSONB().with_variant(JSON, "sqlite"), nullable=False))
    tags: List[str] = Field(default=[], sa_type=JSON)
    body: str = Field(sa_type=Text)
    blob: bytes | None = None
    day: date
    at: time | None = None
    delta: timedelta = timedelta()
    ip: IPv4Address | None = None
    path: Path | None = None
    flag: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    users: List["User"] = Relationship(back_populates="teams", link_model=TeamUserLink)
    ann: Annotated[str, Field(max_length=7)] = "q"
    big: int = Field(sa_column_args=[ForeignKey("team.id", name="fk_big")], nullable=True)


class UserBase(SQLModel):
    email: str = Field(unique=True, index=True, max_length=255)


class UserCreate(UserBase):
    password: str


class User(UserBase, table=True):
    __tablename__ = "users"
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    parent_id: uuid.UUID | None = Field(default=None, foreign_key="users.id", index=True)
    teams: list[Team] = Relationship(back_populates="users", link_model=TeamUserLink)
    parent: Optional["User"] = Relationship(sa_relationship_kwargs={"remote_side": "User.id"})

metadata = SQLModel.metadata

"""SQLModel: tables, models that are none, links, columns of SQLAlchemy's."""

import enum
import uuid
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated, ClassVar, List, Optional

import sqlalchemy as sa
from sqlmodel import JSON, Column, Field, Relationship, SQLModel


class Rank(str, enum.Enum):
    high = "h"
    low = "l"


class Identified(SQLModel):
    id: Optional[int] = Field(default=None, primary_key=True)


class TeamHeroLink(SQLModel, table=True):
    team_id: Optional[int] = Field(default=None, foreign_key="team.id", primary_key=True)
    hero_id: Optional[int] = Field(default=None, foreign_key="heroes.id", primary_key=True)


class TeamBase(SQLModel):
    name: str = Field(index=True, max_length=60)
    headquarters: str | None = None


class Team(TeamBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    founded: date
    budget: Decimal = Field(default=0, max_digits=12, decimal_places=2)

    heroes: List["Hero"] = Relationship(back_populates="teams", link_model=TeamHeroLink)


class TeamRead(TeamBase):
    id: int


class Hero(Identified, table=True):
    __tablename__ = "heroes"
    __table_args__ = (sa.UniqueConstraint("name", "secret_name", name="hero_names"), {"comment": "who"})

    limit: ClassVar[int] = 5

    name: str = Field(unique=True)
    secret_name: str = Field(sa_column=Column("secret", sa.String(80), key="secret_name", nullable=False))
    age: Optional[int] = Field(default=None, ge=0, index=True)
    rank: Rank = Field(default=Rank.low, sa_column_kwargs={"server_default": "low"})
    token: uuid.UUID = Field(default_factory=uuid.uuid4)
    strength: float = 1.0
    alive: bool = Field(default=True, nullable=False)
    wakes: Optional[time] = None
    rests: Optional[timedelta] = None
    picture: Optional[bytes] = Field(default=None)
    data: dict = Field(default_factory=dict, sa_type=JSON)
    nick: Annotated[str, Field(max_length=12)] = "x"
    mentor_id: Optional[int] = Field(default=None, foreign_key="heroes.id", ondelete="SET NULL")
    home: Optional[int] = Field(default=None, sa_column_args=[sa.ForeignKey("team.id", name="hero_home")])

    teams: List[Team] = Relationship(back_populates="heroes", link_model=TeamHeroLink)


class HeroCreate(SQLModel):
    name: str
    age: Optional[int] = None


metadata = SQLModel.metadata

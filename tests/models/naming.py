"""A naming convention, a schema of its own, and names given by hand."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=convention)


class Team(Base):
    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    active: Mapped[bool] = mapped_column(Boolean(create_constraint=True, name="active_bool"))
    level: Mapped[str] = mapped_column(
        Enum("a", "b", "c", name="team_level", native_enum=False, create_constraint=True)
    )


class Player(Base):
    __tablename__ = "player"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("age > 15", name="age"),
        Index(None, "last_name", "first_name"),
        Index("by_age", "age"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
    number: Mapped[int]
    age: Mapped[int]
    first_name: Mapped[str] = mapped_column(String(50))
    last_name: Mapped[str] = mapped_column(String(50))
    nickname: Mapped[str | None] = mapped_column(String(50), unique=True, index=True)


class Transfer(Base):
    __tablename__ = "transfer"
    __table_args__ = (
        ForeignKeyConstraint(["from_team", "player_id"], ["roster.team_id", "roster.player_id"]),
        {"comment": "who went where"},
    )

    id = Column(Integer, primary_key=True)
    player_id = Column(Integer, ForeignKey("player.id", name="transfer_of"))
    from_team = Column(Integer)
    to_team = Column(Integer, ForeignKey("team.id", ondelete="SET NULL"))


class Roster(Base):
    __tablename__ = "roster"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    player_id: Mapped[int] = mapped_column(ForeignKey("player.id"), primary_key=True)

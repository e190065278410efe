"""Names that need quotes: reserved words, capitals, blanks, other scripts."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql import quoted_name


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column("Id", primary_key=True)
    order: Mapped[str] = mapped_column(String(20), index=True)
    group: Mapped[str | None] = mapped_column(String(20), unique=True)
    from_: Mapped[str] = mapped_column("from", server_default="select")
    camel: Mapped[int] = mapped_column("camelCase")


class Order(Base):
    __tablename__ = "Order Line"
    __table_args__ = (
        UniqueConstraint("select", "with blank", name="Unique Name"),
        CheckConstraint('"select" > 0', name="check-it"),
        Index("Index Name", "with blank"),
        {"comment": "it's \"quoted\""},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user: Mapped[int] = mapped_column(ForeignKey("user.Id", name="to user"))
    number: Mapped[int] = mapped_column("select")
    blank: Mapped[str] = mapped_column("with blank", comment="100% 'sure'")
    percent: Mapped[str] = mapped_column("a%b", server_default="50%")
    umlaut: Mapped[str] = mapped_column("größe", server_default="später")


Table(
    quoted_name("lower", True),
    Base.metadata,
    Column(quoted_name("id", True), Integer, primary_key=True),
    Column("plain", Integer, quote=True),
    Column("table", String(4), nullable=False),
    Column("a.b", Integer),
)

Table(
    "limit",
    Base.metadata,
    Column("id", ForeignKey("lower.id"), primary_key=True),
    Column("default", String(4), server_default="NULL"),
    quote=True,
)

"""Several schemas and several MetaData."""

import enum

from sqlalchemy import BLANK_SCHEMA, Column, Enum, ForeignKey, Integer, MetaData, Sequence, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Color(enum.Enum):
    red = 1
    green = 2


class Base(DeclarativeBase):
    metadata = MetaData(schema="app")


class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), index=True)
    color: Mapped[Color] = mapped_column(Enum(Color, name="color"))


class Invoice(Base):
    __tablename__ = "invoice"
    __table_args__ = {"schema": "billing"}

    number = Column(Integer, Sequence("invoice_number", start=1000), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("app.account.id"))
    paid_with: Mapped[str | None] = mapped_column(Enum("cash", "card", name="payment", inherit_schema=True))


class InvoiceLine(Base):
    __tablename__ = "invoice_line"
    __table_args__ = ({"schema": "billing", "comment": "one thing that was bought"},)

    id: Mapped[int] = mapped_column(primary_key=True)
    invoice: Mapped[int] = mapped_column(ForeignKey(Invoice.number, ondelete="CASCADE"))
    text: Mapped[str]


class Setting(Base):
    __tablename__ = "setting"
    __table_args__ = {"schema": BLANK_SCHEMA}

    key: Mapped[str] = mapped_column(String(50), primary_key=True)
    value: Mapped[str | None]


other = MetaData()

Table("legacy", other, Column("id", Integer, primary_key=True), Column("payload", String))
Table("legacy_part", other, Column("legacy_id", ForeignKey("legacy.id"), primary_key=True))

target_metadata = [Base.metadata, other]

"""Defaults of every kind: literals, expressions, sequences, identity, computed."""

import datetime
import decimal
import uuid

from sqlalchemy import (
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    FetchedValue,
    Float,
    ForeignKey,
    Identity,
    Integer,
    Numeric,
    Sequence,
    String,
    Table,
    false,
    func,
    literal,
    null,
    text,
    true,
)
from sqlalchemy.orm import declarative_base

Base = declarative_base()
numbers = Sequence("numbers", start=5, increment=2, metadata=Base.metadata)
cycling = Sequence("cycling", minvalue=1, maxvalue=9, cycle=True, cache=3, metadata=Base.metadata)


class Product(Base):
    __tablename__ = "product"

    id = Column(Integer, Identity(start=42, cycle=True), primary_key=True)
    net = Column(Numeric(10, 2), nullable=False, server_default="0.00")
    rate = Column(Float, server_default=text("0.19"))
    gross = Column(Numeric(10, 2), Computed("net * (1 + rate)", persisted=True))
    label = Column(String(40), server_default="it's new")
    empty = Column(String(40), server_default="")
    colons = Column(String(40), server_default=text("'a:b'"))
    percent = Column(String(40), server_default=text("'100%'"))
    on = Column(Boolean, server_default=true(), nullable=False)
    off = Column(Boolean, server_default=false(), nullable=False)
    nothing = Column(String(5), server_default=null())
    number = Column(Integer, server_default=literal(7))
    made = Column(DateTime, server_default=func.now())
    day = Column(Date, server_default=func.current_date(), default=datetime.date.today)
    upper = Column(String(40), server_default=func.upper("abc"))
    concatenated = Column(String(40), server_default=text("'a' || 'b'"))
    fetched = Column(DateTime, server_default=FetchedValue(), server_onupdate=FetchedValue())
    token = Column(String(36), default=lambda: str(uuid.uuid4()))
    amount = Column(Numeric, default=decimal.Decimal("1.5"), onupdate=0)


class Invoice(Base):
    __tablename__ = "invoice"

    id = Column(Integer, Sequence("invoice_id_seq"), primary_key=True)
    number = Column(Integer, numbers, server_default=numbers.next_value())
    product_id = Column(ForeignKey("product.id"), nullable=False)
    parts = Column(Integer, default=1)


Table(
    "counter",
    Base.metadata,
    Column("name", String(20), primary_key=True),
    Column("value", Integer, primary_key=True, autoincrement=True),
    Column("limit", Integer, nullable=False),
    sqlite_autoincrement=False,
)

Table(
    "tally",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(1), server_default=text("'x'"), comment="one letter"),
    sqlite_autoincrement=True,
    comment="It's a tally",
    prefixes=["TEMPORARY"],
)

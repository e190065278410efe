"""A shop: `DeclarativeBase`, `Mapped[…]` and the types that follow from it."""

import datetime
import decimal
import enum
import uuid
from typing import Any, List, Literal, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, func, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from typing_extensions import Annotated

intpk = Annotated[int, mapped_column(primary_key=True)]
money = Annotated[decimal.Decimal, mapped_column(Numeric(12, 2))]
created = Annotated[datetime.datetime, mapped_column(server_default=func.now())]
code = Annotated[str, 20]
required_name = Annotated[str, mapped_column(String(120), nullable=False, index=True)]


class Status(enum.Enum):
    NEW = "new"
    PAID = "paid"
    SHIPPED = "shipped"


class Base(DeclarativeBase):
    type_annotation_map = {
        code: String(20),
        str: String(255),
    }


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[intpk]
    name: Mapped[required_name]
    email: Mapped[str] = mapped_column(unique=True)
    phone: Mapped[Optional[str]]
    vip: Mapped[bool] = mapped_column(default=False)
    birthday: Mapped[Optional[datetime.date]]
    joined: Mapped[created]
    external_id: Mapped[uuid.UUID] = mapped_column(default=uuid.uuid4)

    orders: Mapped[List["Order"]] = relationship(back_populates="customer")


class Product(Base):
    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price_positive"),
        Index("ix_products_lower_name", func.lower(text("name"))),
    )

    id: Mapped[intpk]
    sku: Mapped[code] = mapped_column(unique=True)
    name: Mapped[required_name]
    price: Mapped[money]
    discount: Mapped[Optional[money]]
    weight: Mapped[Optional[float]]
    photo: Mapped[Optional[bytes]]
    opens: Mapped[Optional[datetime.time]]
    warranty: Mapped[Optional[datetime.timedelta]]


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[intpk]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[Status]
    kind: Mapped[Literal["web", "phone"]]
    channel: Mapped[Optional[Literal["app", "site"]]] = mapped_column(default=None)
    placed: Mapped[created]

    customer: Mapped["Customer"] = relationship(back_populates="orders")
    lines: Mapped[List["OrderLine"]] = relationship(cascade="all, delete-orphan")


class OrderLine(Base):
    __tablename__ = "order_lines"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    quantity: Mapped[int] = mapped_column(server_default=text("1"))
    unit_price: Mapped[money]

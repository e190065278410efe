"""Annotations that take some reading."""

import datetime
import decimal
import enum
import uuid
from typing import Annotated, Any, Dict, List, NewType, Optional, Union

from sqlalchemy import ARRAY, JSON, BigInteger, DateTime, ForeignKey, Integer, Numeric, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from typing_extensions import Literal, TypeAliasType

UserId = NewType("UserId", int)
Slug = NewType("Slug", str)
str_30 = Annotated[str, 30]
str_60 = Annotated[str, 60]
nullable_text = Annotated[Optional[str], mapped_column(Text)]
amount = Annotated[decimal.Decimal, mapped_column(Numeric(8, 2), server_default="0")]
user_fk = Annotated[int, mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)]
with_comment = Annotated[str, mapped_column(String(5), comment="five letters", unique=True)]
Tags = TypeAliasType("Tags", Dict[str, Any])
State = TypeAliasType("State", Literal["on", "off"])
Json = Union[Dict[str, Any], List[Any]]


class Unit(enum.Enum):
    kg = "kilogram"
    m = "metre"


class Base(DeclarativeBase):
    type_annotation_map = {
        UserId: BigInteger,
        Slug: String(64),
        str_30: String(30),
        str_60: String(60),
        datetime.datetime: DateTime(timezone=True),
        Tags: JSON,
        Json: JSON().with_variant(JSONB(), "postgresql"),
        int: Integer(),
        float: Numeric(9, 4),
    }


class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[UserId]
    slug: Mapped[Slug] = mapped_column(unique=True)
    short: Mapped[str_30]
    long: Mapped[Optional[str_60]]
    text: Mapped[nullable_text]
    union: Mapped[Union[str, None]]
    three: Mapped[Union[None, int]]
    quoted: Mapped["Optional[int]"]
    quoted_inside: Mapped[Optional["datetime.datetime"]]
    not_null: Mapped[Optional[str]] = mapped_column(nullable=False)
    null: Mapped[str] = mapped_column(nullable=True)
    ratio: Mapped[float]
    state: Mapped[State]
    tags: Mapped[Tags]
    data: Mapped[Json]
    data_or_not: Mapped[Optional[Json]]
    overridden: Mapped[str] = mapped_column(String(3))
    renamed: Mapped[str] = mapped_column("other_name")
    unit: Mapped[Optional[Unit]]


class Payment(Base):
    __tablename__ = "payment"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[user_fk]
    referee_id: Mapped[Optional[user_fk]]
    amount: Mapped[amount]
    fee: Mapped[Optional[amount]]
    code: Mapped[with_comment]
    untyped = mapped_column(Integer)
    from_key = mapped_column(ForeignKey("account.slug"))
    when: Mapped[datetime.datetime] = mapped_column(default=datetime.datetime.now)
    valid_for: Mapped[datetime.timedelta]

    account: Mapped["Account"] = relationship(foreign_keys="Payment.account_id")

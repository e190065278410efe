"""A ledger: conditions and indexes written as expressions."""

from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    String,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    or_,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column, validates


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    balance: Mapped[Decimal] = mapped_column(Numeric(18, 2), CheckConstraint("balance > -1000000"))
    closed = Column(Date)
    limit = Column(Numeric(18, 2), CheckConstraint("\"limit\" >= 0", name="limit_check"), nullable=False)

    __table_args__ = (
        CheckConstraint(column("kind").in_(["asset", "debt"]), name="kind_known"),
        CheckConstraint(or_(column("kind") == "asset", column("balance") <= 0), name="sign"),
        CheckConstraint(func.length(column("number")) == 10, name="number_length"),
        Index("account_number", "number", unique=True, postgresql_where=column("kind") == "asset"),
    )


class Entry(Base):
    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    debit: Mapped[int] = mapped_column(ForeignKey(Account.id, match="FULL"))
    credit: Mapped[int] = mapped_column(ForeignKey("account.id", deferrable=True, initially="IMMEDIATE"))
    amount: Mapped[Decimal] = mapped_column(Numeric(18, 2))
    memo: Mapped[str | None] = mapped_column(String(100))
    booked: Mapped[str] = mapped_column(String(10))

    doubled = column_property(amount * 2)

    __table_args__ = (
        CheckConstraint(text("debit <> credit")),
        CheckConstraint("amount > 0 AND amount < 1e9", name="amount_range"),
    )


Index("entry_upper_memo", func.upper(Entry.memo))
Index("entry_sum", Entry.amount + Entry.id)
Index("entry_coalesce", func.coalesce(Entry.memo, ""), Entry.booked.desc())
Index("entry_cast", cast(Entry.booked, Integer))
Index("entry_open", Entry.debit, sqlite_where=Entry.memo.is_(None), postgresql_where=Entry.memo.is_(None))
Index("entry_big", Entry.credit, postgresql_where=and_(Entry.amount > 100, Entry.memo != "x"))

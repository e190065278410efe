"""One set of models for several databases."""

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

json_type = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
long_text = sa.Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")
tags = sa.JSON().with_variant(postgresql.ARRAY(sa.String(20)), "postgresql")
number = sa.Numeric(20, 6).with_variant(sa.String(40), "sqlite")
stamp = sa.DateTime(timezone=True).with_variant(sqlite.DATETIME(truncate_microseconds=True), "sqlite")


class Base(DeclarativeBase):
    type_annotation_map = {dict: json_type, bytes: sa.LargeBinary(200)}


class Event(Base):
    __tablename__ = "event"
    __table_args__ = (
        sa.Index("event_payload", "payload", postgresql_using="gin").ddl_if(dialect="postgresql"),
        sa.Index("event_name", "name", mysql_length=20, sqlite_where=sa.text("name <> ''")),
        sa.CheckConstraint("length(name) < 100", name="short").ddl_if(dialect=("postgresql", "sqlite")),
        sa.CheckConstraint("char_length(name) < 100", name="short_mysql").ddl_if(dialect="mysql"),
        {
            "mysql_engine": "InnoDB",
            "mysql_charset": "utf8mb4",
            "postgresql_with": {"fillfactor": 90},
            "sqlite_strict": False,
            "sqlite_with_rowid": True,
        },
    )

    id: Mapped[int] = mapped_column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    name: Mapped[str] = mapped_column(sa.String(100, collation="NOCASE").with_variant(sa.String(100), "postgresql"))
    payload: Mapped[dict]
    body: Mapped[str | None] = mapped_column(long_text)
    tags = sa.Column(tags)
    amount = mapped_column(number, nullable=False)
    raw: Mapped[bytes | None]
    at = mapped_column(stamp, server_default=sa.func.now())


class Cache(Base):
    __tablename__ = "cache"
    __table_args__ = {"sqlite_with_rowid": False, "postgresql_partition_by": "LIST (bucket)"}

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[bytes] = mapped_column(sa.LargeBinary().with_variant(mysql.LONGBLOB(), "mysql"))


class Inherits(Base):
    __tablename__ = "event_copy"
    __table_args__ = {"postgresql_inherits": "event", "postgresql_tablespace": "fast"}

    extra: Mapped[int] = mapped_column(primary_key=True)

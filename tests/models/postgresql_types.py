"""What only PostgreSQL has: types, indexes, EXCLUDE, identity."""

from datetime import datetime

from sqlalchemy import (
    Column,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    column,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import (
    ARRAY,
    BIT,
    CIDR,
    CITEXT,
    DATERANGE,
    HSTORE,
    INET,
    INT4RANGE,
    INTERVAL,
    JSONB,
    MACADDR,
    MONEY,
    NUMRANGE,
    OID,
    TIMESTAMP,
    TSRANGE,
    TSTZRANGE,
    TSVECTOR,
    UUID,
    ExcludeConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    type_annotation_map = {list[str]: ARRAY(Text), dict: JSONB}


class Host(Base):
    __tablename__ = "host"

    id: Mapped[int] = mapped_column(Identity(always=True, start=10, increment=5), primary_key=True)
    uid = mapped_column(UUID(as_uuid=True), server_default=text("gen_random_uuid()"), nullable=False)
    address = mapped_column(INET)
    net = mapped_column(CIDR)
    mac = mapped_column(MACADDR)
    name = mapped_column(CITEXT())
    labels: Mapped[list[str]]
    matrix = mapped_column(ARRAY(Integer, dimensions=2))
    facts: Mapped[dict] = mapped_column(server_default=text("'{}'::jsonb"))
    options = mapped_column(HSTORE)
    flags = mapped_column(BIT(8))
    varying = mapped_column(BIT(varying=True))
    cost = mapped_column(MONEY)
    oid = mapped_column(OID)
    precise = mapped_column(TIMESTAMP(timezone=True, precision=3))
    months = mapped_column(INTERVAL(fields="MONTH"))
    seconds = mapped_column(INTERVAL(precision=2))


class Reservation(Base):
    __tablename__ = "reservation"
    __table_args__ = (
        ExcludeConstraint((column("room"), "="), ("during", "&&"), name="no_overlap", using="gist"),
        {"postgresql_with": {"fillfactor": 70}},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room: Mapped[int]
    during = mapped_column(TSRANGE, nullable=False)
    days = mapped_column(DATERANGE)
    numbers = mapped_column(INT4RANGE)
    price = mapped_column(NUMRANGE)
    valid = mapped_column(TSTZRANGE)


class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str]
    state: Mapped[str | None]
    payload = mapped_column(JSONB)
    search = mapped_column(
        TSVECTOR, Computed("to_tsvector('english', title || ' ' || body)", persisted=True)
    )
    written: Mapped[datetime] = mapped_column(DateTime, server_default=func.current_timestamp())

    __table_args__ = (
        Index("article_search", "search", postgresql_using="gin"),
        Index("article_payload", "payload", postgresql_using="gin", postgresql_ops={"payload": "jsonb_path_ops"}),
        Index("article_open", "written", postgresql_where=text("state = 'open'")),
        Index("article_title", func.lower(text("title")), unique=True),
        Index("article_covering", "state", postgresql_include=["title"], postgresql_with={"fillfactor": 50}),
        Index("article_kind", text("(payload ->> 'kind')")),
        Index("article_newest", literal_column("written DESC NULLS LAST")),
        UniqueConstraint("title", "state", name="article_one", postgresql_nulls_not_distinct=True),
    )


Index("article_by_column", Article.written.desc(), Article.state)

measurement = Table(
    "measurement",
    Base.metadata,
    Column("taken", DateTime, nullable=False),
    Column("host_id", ForeignKey("host.id", deferrable=True, initially="DEFERRED")),
    Column("value", Integer),
    postgresql_partition_by="RANGE (taken)",
)

# databases: postgresql
# kinds: add_table

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

SETUP = ["CREATE EXTENSION IF NOT EXISTS hstore"]


def before(metadata):
    pass


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", postgresql.INET),
        sa.Column("b", postgresql.CIDR),
        sa.Column("c", postgresql.MACADDR),
        sa.Column("d", postgresql.BIT(5)),
        sa.Column("e", postgresql.BIT(5, varying=True)),
        sa.Column("f", postgresql.INT4RANGE),
        sa.Column("g", postgresql.TSTZRANGE),
        sa.Column("h", postgresql.TSVECTOR),
        sa.Column("i", postgresql.HSTORE),
        sa.Column("j", postgresql.JSONB(astext_type=sa.Text())),
        sa.Column("k", postgresql.UUID(as_uuid=True)),
        sa.Column("l", postgresql.INTERVAL(fields="DAY TO SECOND", precision=3)),
        sa.Column("m", postgresql.TIMESTAMP(timezone=True, precision=3)),
        sa.Column("n", postgresql.TIME(timezone=True)),
        sa.Column("o", sa.REAL),
        sa.Column("p", postgresql.DOUBLE_PRECISION),
        sa.Column("q", postgresql.MONEY),
        sa.Column("r", postgresql.OID),
        sa.Column("s", sa.CHAR(3)),
        sa.Column("u", postgresql.BYTEA),
        sa.Column("v", postgresql.CITEXT().with_variant(sa.Text(), "postgresql")),
        sa.Column("w", postgresql.ARRAY(sa.Integer, dimensions=2)),
        sa.Column("x", sa.SmallInteger),
        sa.Column("y", sa.Interval),
        sa.Column("z", postgresql.REGCLASS),
    )

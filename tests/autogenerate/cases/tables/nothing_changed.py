# databases: postgresql sqlite
# kinds:
# shown postgresql: Alembic looks at tables in the order of a Python set

import sqlalchemy as sa


def before(metadata):
    one = sa.Table(
        "one",
        metadata,
        sa.Column("id", sa.BigInteger, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False, server_default="it's"),
        sa.Column("price", sa.Numeric(10, 2), server_default=sa.text("0")),
        sa.Column("ratio", sa.Float),
        sa.Column("active", sa.Boolean, server_default=sa.true(), nullable=False),
        sa.Column("day", sa.Date),
        sa.Column("moment", sa.DateTime, server_default=sa.func.now()),
        sa.Column("data", sa.JSON),
        sa.Column("blob", sa.LargeBinary),
        sa.Column("uid", sa.Uuid),
        sa.Column("mood", sa.Enum("sad", "ok", name="mood")),
        sa.Column(
            "kind",
            sa.Enum("a", "b", name="kind", native_enum=False, create_constraint=True),
        ),
        sa.Column("double", sa.Integer, sa.Computed("id * 2", persisted=True)),
        sa.UniqueConstraint("name", "day", name="uq_one"),
        sa.CheckConstraint("price >= 0 AND price < 1000", name="ck_one_price"),
        sa.CheckConstraint("ratio BETWEEN 0 AND 1"),
        sa.Index("ix_one_day", "day"),
        sa.Index(
            "ix_one_partial",
            "name",
            postgresql_where=sa.text("active"),
            sqlite_where=sa.text("active"),
        ),
    )
    sa.Index("ix_one_lower", sa.func.lower(one.c.name))
    sa.Table(
        "two",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "one_id",
            sa.BigInteger,
            sa.ForeignKey("one.id", ondelete="SET NULL"),
            index=True,
        ),
    )


after = before

# databases: postgresql
# kinds:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String(5)),
        sa.Index("ix_t", "a", postgresql_where=sa.text("a > 0 AND b = 'x'")),
    )


def after(metadata):
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.String(5)),
    )
    sa.Index(
        "ix_t", table.c.a, postgresql_where=sa.and_(table.c.a > 0, table.c.b == "x")
    )

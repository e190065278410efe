# kinds: remove_index remove_index
# differs sqlite: Alembic forgets that the index was descending
# shown sqlite: Alembic forgets that the index was descending
# instead sqlite: Alembic forgets that the index was descending
# instead mysql: Alembic reads no order of an index's columns from MySQL

import sqlalchemy as sa


def before(metadata):
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Index("ix_a", "a", unique=True),
    )
    sa.Index(
        "ix_partial",
        table.c.a.desc(),
        postgresql_where=table.c.a > 5,
        sqlite_where=table.c.a > 5,
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )

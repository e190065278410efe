# databases: postgresql sqlite
# kinds: remove_index add_index
# alembic sqlite:

import sqlalchemy as sa


def before(metadata):
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
    )
    sa.Index("ix_t", sa.func.lower(table.c.a))


def after(metadata):
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
    )
    sa.Index("ix_t", sa.func.upper(table.c.a))

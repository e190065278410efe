# databases: postgresql sqlite
# kinds: add_index add_index
# alembic sqlite:

import sqlalchemy as sa


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
    )


def after(metadata):
    table = sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Index("ix_text", sa.text("upper(a)"), unique=True),
    )
    sa.Index("ix_lower", sa.func.lower(table.c.a), table.c.id.desc())

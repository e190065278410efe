# databases: mysql
# kinds: add_index
# alembic: remove_index add_index add_index
# shown: Alembic reads no order of an index's columns from MySQL
# instead: Alembic reads no order of an index's columns from MySQL

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.Index("ix_b", sa.desc("b")),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("b", sa.Integer),
        sa.Index("ix_a", sa.text("a DESC"), "b"),
        sa.Index("ix_b", sa.desc("b")),
    )

# databases: mysql
# kinds: 

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, unique=True),
        sa.Column("b", sa.Integer),
        sa.Index("ix_b", "b", unique=True),
        sa.Column("c", sa.Integer, unique=True, index=True),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer, unique=True),
        sa.Column("b", sa.Integer),
        sa.UniqueConstraint("b", name="ix_b"),
        sa.Column("c", sa.Integer, unique=True, index=True),
    )

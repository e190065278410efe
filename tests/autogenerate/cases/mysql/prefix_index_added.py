# databases: mysql
# kinds: add_index

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Column("b", sa.String(100)),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Column("b", sa.String(100)),
        sa.Index("ix_ab", "a", "b", mysql_length={"a": 10, "b": 5}),
    )

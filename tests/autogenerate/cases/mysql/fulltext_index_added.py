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
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Text),
        sa.Index("ix_a", "a", mysql_prefix="FULLTEXT"),
    )

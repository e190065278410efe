# databases: mysql
# kinds: remove_table_comment

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        comment="the table",
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )

# databases: mysql
# kinds: add_column add_column

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Integer),
        sa.Column("twice", sa.Integer, sa.Computed("a * 2")),
        sa.Column("kept", sa.Integer, sa.Computed("a + 1", persisted=True)),
    )

# databases: mysql
# kinds: modify_type
# alembic:

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Enum("x", "y", name="e")),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.Enum("y", "x", name="e")),
    )

# databases: mysql
# kinds: modify_type modify_type
# alembic:

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20)),
        sa.Column("b", sa.String(20, collation="utf8mb4_bin")),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", sa.String(20, collation="utf8mb4_bin")),
        sa.Column("b", sa.String(20)),
    )

# databases: mysql
# kinds: modify_type

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a", mysql.ENUM("x", "y"), nullable=False, server_default="x"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "a", mysql.ENUM("x", "y", "it's"), nullable=False, server_default="x"
        ),
    )

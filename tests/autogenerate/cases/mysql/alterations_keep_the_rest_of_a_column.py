# databases: mysql
# kinds: modify_type modify_nullable

import sqlalchemy as sa
from sqlalchemy.dialects import mysql


def before(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "a",
            sa.String(20, collation="utf8mb4_bin"),
            nullable=False,
            server_default="it's",
            comment="kept",
        ),
        sa.Column("b", sa.DateTime, server_default=sa.text("now()"), comment="b"),
    )


def after(metadata):
    sa.Table(
        "t",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "a",
            sa.String(30, collation="utf8mb4_bin"),
            nullable=False,
            server_default="it's",
            comment="kept",
        ),
        sa.Column(
            "b", sa.DateTime, server_default=sa.text("now()"), comment="b", nullable=False
        ),
    )
